import { z } from 'zod';
import type { Provenance } from '../releaseTrust.ts';
import { NPM_PUBLISH, SLSA_0, SLSA_1 } from './buildClaim.ts';
import { ProvenanceFault } from './provenanceFault.ts';
import { provenanceOf } from './provenanceOf.ts';
import type { TrustRoots } from './trustRoots.ts';
import { type Attested, verifyAttestation, verifyRegistryStatement } from './verifyAttestation.ts';

/** A version of npm as its bytes came. */
export interface NpmSubject {
  /** `@scope/name` */
  readonly name: string;
  readonly version: string;
  /** Of the tarball, in hexadecimal. */
  readonly sha512: string;
}

const answerSchema = z.looseObject({
  attestations: z.array(z.looseObject({ predicateType: z.string().max(256), bundle: z.looseObject({}) })).max(64),
});

/**
 * What npm's registry keeps as proof of a version (the answer of its attestations endpoint), verified. The newest kind
 * of provenance counts; where the registry's own statement is there and its key is known, that must hold too. Kinds that
 * nobody here understands prove nothing and are passed over.
 */
export function npmProvenance(answer: unknown, { name, version, sha512 }: NpmSubject, roots: TrustRoots): Provenance {
  return provenanceOf(() => {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) throw new ProvenanceFault('malformed', 'the registry’s answer holds no list of attestations');
    const subject = {
      name: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
      algorithm: 'sha512',
      digest: sha512,
    } as const;
    const { attestations } = parsed.data;
    for (const { predicateType, bundle } of attestations)
      if (predicateType === NPM_PUBLISH && roots.registryKeys.size > 0) verifyRegistryStatement(bundle, subject, roots);
    const builds = [SLSA_1, SLSA_0].flatMap((type) =>
      attestations.filter(({ predicateType }) => predicateType === type),
    );
    // All of them: a wrong one beside a right one is somebody's doing.
    const held = builds.map(({ predicateType, bundle }): Attested => {
      const attested = verifyAttestation(bundle, subject, roots);
      // What the registry says of the kind is not signed.
      if (attested.predicateType !== predicateType)
        throw new ProvenanceFault('predicate', `it is called ${predicateType} and states ${attested.predicateType}`);
      return attested;
    });
    return held[0];
  });
}
