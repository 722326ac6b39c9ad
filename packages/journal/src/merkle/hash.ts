import { hash } from 'node:crypto';

/** A SHA-256 digest: 32 bytes. */
export type Hash = Uint8Array;

/**
 * The same 32 bytes as a string of 32 characters, one byte each. Node makes these twice as
 * fast as byte arrays, which is what verifying a journal spends its time on.
 */
export type HashText = string & { readonly HashText: unique symbol };

/** Root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export const EMPTY_ROOT: HashText = hash('sha256', '', 'binary') as HashText;

/** Hash of a leaf: SHA-256 of 0x00 and the data, text in UTF-8 (RFC 6962 §2.1). */
export function leafHash(data: Uint8Array | string): HashText {
  if (typeof data === 'string') return hash('sha256', `\u0000${data}`, 'binary') as HashText;
  const prefixed = new Uint8Array(data.length + 1);
  prefixed.set(data, 1);
  return hash('sha256', prefixed, 'binary') as HashText;
}

/** Hash of an inner node: SHA-256 of 0x01 and both children (RFC 6962 §2.1). The prefix keeps a node from passing as a leaf. */
export function nodeHash(left: HashText, right: HashText): HashText {
  scratch.write(left, 1, 32, 'latin1');
  scratch.write(right, 33, 32, 'latin1');
  return hash('sha256', scratch, 'binary') as HashText;
}

/** One buffer for all nodes: hashing is synchronous, so nobody else can be writing in it. */
const scratch: Buffer = Buffer.alloc(65, 1);

export function hashText(bytes: Hash): HashText {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') as HashText;
}

export function hashBytes(text: HashText): Hash {
  return Buffer.from(text, 'latin1');
}

export function hashBase64(text: HashText): string {
  return Buffer.from(text, 'latin1').toString('base64');
}

/** A hash in standard base64, or `undefined` when the text is anything else. */
export function parseHashBase64(text: string): HashText | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text ? hashText(bytes) : undefined;
}
