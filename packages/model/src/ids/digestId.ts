import { badId } from './badId.ts';
import type { Branded } from './brand.ts';

/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = Branded<'Digest'>;

/** Reads a digest. Throws `bad-id` for another algorithm, length or case. */
export function parseDigest(text: unknown): Digest {
  if (typeof text !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(text)) {
    throw badId('a digest', text, 'sha256: and 64 lower-case hexadecimal digits');
  }
  return text as Digest;
}
