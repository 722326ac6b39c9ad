import { hash, timingSafeEqual } from 'node:crypto';
import { CliFault } from '../../cliFault.ts';

/**
 * Holds fetched bytes against what the registry's metadata says of them. `algorithm` is one that collisions are
 * not known of. Throws `digest-mismatch`.
 */
export function checkDigest(
  bytes: Uint8Array,
  wanted: { readonly algorithm: 'sha256' | 'sha384' | 'sha512'; readonly digest: Uint8Array },
  what: string,
): void {
  const found = hash(wanted.algorithm, bytes, 'buffer');
  if (found.length === wanted.digest.length && timingSafeEqual(found, wanted.digest)) return;
  throw new CliFault('digest-mismatch', {
    message: 'The registry sends other bytes than its own metadata says.',
    found: `${what}: ${wanted.algorithm} ${found.toString('hex')}`,
    expected: `${wanted.algorithm} ${Buffer.from(wanted.digest).toString('hex')}`,
    remedy: 'Do not install it. Fetch it again by another way; where it stays so, tell the registry.',
  });
}

/** The strongest digest of a Subresource Integrity text, `sha512-…base64`; undefined where it has only SHA-1 or none. */
export function strongestOf(
  integrity: string | undefined,
): { readonly algorithm: 'sha256' | 'sha384' | 'sha512'; readonly digest: Uint8Array } | undefined {
  const parts = (integrity ?? '').split(/\s+/);
  for (const algorithm of ['sha512', 'sha384', 'sha256'] as const) {
    const one = parts.find((part) => part.startsWith(`${algorithm}-`));
    if (one !== undefined)
      return { algorithm, digest: Buffer.from(one.slice(algorithm.length + 1).split('?')[0] ?? '', 'base64') };
  }
  return undefined;
}
