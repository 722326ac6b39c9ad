import { z } from 'zod';
import type { Provenance } from '../releaseTrust.ts';
import { sameRepository } from './buildClaim.ts';
import { ProvenanceFault } from './provenanceFault.ts';
import { provenanceOf } from './provenanceOf.ts';
import { BUILD_SERVICES } from './signerIdentity.ts';
import type { TrustRoots } from './trustRoots.ts';
import { type Attested, verifyAttestation } from './verifyAttestation.ts';

/** One file of a release of PyPI as its bytes came. */
export interface PypiSubject {
  readonly file: string;
  /** In hexadecimal. */
  readonly sha256: string;
}

const base64 = z.string().max(8 * 1024 * 1024);
const attestationSchema = z.looseObject({
  version: z.literal(1),
  verification_material: z.looseObject({
    certificate: base64,
    transparency_entries: z.array(z.looseObject({})).min(1).max(8),
  }),
  envelope: z.looseObject({ statement: base64, signature: base64 }),
});
/** PEP 740; the publisher is what the index says of it, the attestations are signed. */
const provenanceSchema = z.looseObject({
  version: z.literal(1),
  attestation_bundles: z
    .array(
      z.looseObject({
        publisher: z.looseObject({
          kind: z.string().max(64),
          repository: z.string().max(512).optional(),
          workflow: z.string().max(512).nullish(),
        }),
        attestations: z.array(attestationSchema).min(1).max(16),
      }),
    )
    .max(16),
});
type Bundle = z.infer<typeof provenanceSchema>['attestation_bundles'][number];

/** Kinds of publishers that are build services of ours, and where their repositories lie. */
const HOMES: Readonly<Record<string, string>> = {
  GitHub: BUILD_SERVICES['https://token.actions.githubusercontent.com'] ?? '',
  GitLab: BUILD_SERVICES['https://gitlab.com'] ?? '',
};

/**
 * What an index of Python packages keeps as proof of a file (a provenance object of PEP 740), verified. Every attestation
 * of every publisher must hold. A publisher whose identity names no repository is said to be unchecked.
 */
export function pypiProvenance(answer: unknown, { file, sha256 }: PypiSubject, roots: TrustRoots): Provenance {
  const parsed = provenanceSchema.safeParse(answer);
  if (!parsed.success)
    return { is: 'invalid', why: `it is no provenance of PEP 740 (${parsed.error.issues[0]?.path.join('.') ?? ''})` };
  const bundles = parsed.data.attestation_bundles;
  const other = bundles.find(({ publisher }) => !Object.hasOwn(HOMES, publisher.kind));
  if (other !== undefined)
    return {
      is: 'unchecked',
      why: `its publisher is of the kind ${JSON.stringify(other.publisher.kind)}, whose identity names no repository`,
    };
  const subject = { name: file, algorithm: 'sha256', digest: sha256 } as const;
  return provenanceOf(
    () => bundles.flatMap((bundle) => bundle.attestations.map((one) => verifyOne(one, bundle, subject, roots)))[0],
  );
}

function verifyOne(
  { verification_material: material, envelope }: Bundle['attestations'][number],
  { publisher }: Bundle,
  subject: Parameters<typeof verifyAttestation>[1],
  roots: TrustRoots,
): Attested {
  const attested = verifyAttestation(
    {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: material.certificate },
        tlogEntries: material.transparency_entries,
      },
      dsseEnvelope: {
        payload: envelope.statement,
        payloadType: 'application/vnd.in-toto+json',
        signatures: [{ sig: envelope.signature, keyid: '' }],
      },
    },
    subject,
    roots,
  );
  const { repository, workflow } = attested.identity;
  const told = `${HOMES[publisher.kind] ?? ''}${publisher.repository ?? ''}`;
  // An index that shows another publisher than the one that signed.
  if (!sameRepository(told, repository))
    throw new ProvenanceFault('publisher', `the index names ${told}, and the certificate ${repository}`);
  if (
    publisher.kind === 'GitHub' &&
    workflow !== undefined &&
    workflow !== `.github/workflows/${publisher.workflow ?? ''}`
  )
    throw new ProvenanceFault(
      'publisher',
      `the index names the workflow ${publisher.workflow ?? 'none'}, and the certificate ${workflow}`,
    );
  return attested;
}
