import { type PublicKey, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial } from '@sigstore/verify';
import { z } from 'zod';
import { ScanFault } from '../../scanFault.ts';

/** Certificate authorities, transparency logs and keys that proofs of origin are held against. */
export interface TrustRoots {
  readonly material: ReturnType<typeof toTrustMaterial>;
  /** Key ids of a registry that signs what it publishes; where there are none, its own statements are not looked at. */
  readonly registryKeys: ReadonlySet<string>;
}

const MAX_CHARACTERS = 1_000_000;
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.1|\.v0\.\d\+json)$/;

const trustedRootSchema = z.looseObject({
  mediaType: z.string().regex(MEDIA_TYPE),
  tlogs: z.array(z.looseObject({ publicKey: z.looseObject({}), logId: z.looseObject({}) })).min(1),
  certificateAuthorities: z.array(z.looseObject({ certChain: z.looseObject({}) })).min(1),
  ctlogs: z.array(z.looseObject({ publicKey: z.looseObject({}), logId: z.looseObject({}) })).min(1),
});
const targets = z.record(z.string(), z.string());
/** As npm's client carries the roots along: targets of an update repository, each in base64. */
const seedsSchema = z.record(z.string(), z.looseObject({ targets }));
const keysSchema = z.looseObject({
  keys: z.array(
    z.looseObject({
      keyId: z.string().min(1).max(256),
      keyUsage: z.string(),
      publicKey: z.looseObject({
        rawBytes: z.string().max(4096),
        keyDetails: z.enum(['PKIX_ECDSA_P256_SHA_256', 'PKIX_ED25519']),
        validFor: z.looseObject({ start: z.iso.datetime().optional(), end: z.iso.datetime().optional() }),
      }),
    }),
  ),
});

/**
 * Reads roots: a `trusted_root.json` of Sigstore, or the `seeds.json` in which npm's own client carries one along, with
 * the keys of its registry. Such roots have no expiry of their own: an old file knows no new log and no new authority,
 * and proofs by these are then refused, never believed. Throws `bad-roots`.
 */
export function parseTrustRoots(text: string): TrustRoots {
  if (text.length > MAX_CHARACTERS) throw badRoots(`${text.length} characters`);
  const value = jsonOf(text);
  const seeds = seedsSchema.safeParse(value);
  const files = seeds.success ? Object.values(seeds.data)[0]?.targets : undefined;
  const own = files?.['trusted_root.json'];
  const root = trustedRootSchema.safeParse(own === undefined ? value : jsonOf(fromBase64(own)));
  if (!root.success) {
    const issue = root.error.issues[0];
    throw badRoots(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const keys = registryKeysOf(files);
  try {
    return {
      material: toTrustMaterial(TrustedRoot.fromJSON(root.data), keys),
      registryKeys: new Set(Object.keys(keys)),
    };
  } catch (error) {
    throw badRoots(error instanceof Error ? error.message : String(error), error);
  }
}

/** Keys by which npm's registry signs what was published; a later entry of the same id has another time. */
function registryKeysOf(files: Readonly<Record<string, string>> | undefined): Record<string, PublicKey> {
  const file = Object.entries(files ?? {}).find(([name]) => decodeURIComponent(name).endsWith('/keys.json'))?.[1];
  if (file === undefined) return {};
  const parsed = keysSchema.safeParse(jsonOf(fromBase64(file)));
  if (!parsed.success) throw badRoots(`keys.json: ${parsed.error.issues[0]?.message ?? ''}`);
  return Object.fromEntries(
    parsed.data.keys
      .filter(({ keyUsage }) => keyUsage === 'npm:attestations')
      .map(({ keyId, publicKey: { rawBytes, keyDetails, validFor } }) => [
        keyId,
        {
          rawBytes: Buffer.from(rawBytes, 'base64'),
          keyDetails: PublicKeyDetails[keyDetails],
          validFor: { start: dateOf(validFor.start), end: dateOf(validFor.end) },
        },
      ]),
  );
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRoots('no JSON', error);
  }
}

function badRoots(found: string, cause?: unknown): ScanFault {
  return new ScanFault('bad-roots', {
    message: 'These roots cannot be used, so no proof of origin is checked.',
    found,
    expected: 'a trusted_root.json of Sigstore, or the seeds.json of @sigstore/tuf',
    remedy: 'Take the file from a Sigstore client that keeps it up to date, such as npm or cosign.',
    cause,
  });
}
