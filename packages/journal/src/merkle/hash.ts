import { hash } from 'node:crypto';

/** A SHA-256 digest: 32 bytes. */
export type Hash = Uint8Array;

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** Hash of a leaf: SHA-256 of 0x00 and the data, text in UTF-8 (RFC 6962 §2.1). */
export function leafHash(data: Uint8Array | string): Hash {
  if (typeof data === 'string') return hash('sha256', `\u0000${data}`, 'buffer');
  const prefixed = new Uint8Array(data.length + 1);
  prefixed.set(data, 1);
  return hash('sha256', prefixed, 'buffer');
}

/** Hash of an inner node: SHA-256 of 0x01 and both children (RFC 6962 §2.1). The prefix keeps a node from passing as a leaf. */
export function nodeHash(left: Hash, right: Hash): Hash {
  const prefixed = new Uint8Array(65);
  prefixed[0] = 1;
  prefixed.set(left, 1);
  prefixed.set(right, 33);
  return hash('sha256', prefixed, 'buffer');
}

/** Whether two hashes are the same 32 bytes. They are public, so time does not matter. */
export function equalHashes(a: Hash, b: Hash): boolean {
  return a.length === 32 && b.length === 32 && a.every((byte, at) => byte === b[at]);
}
