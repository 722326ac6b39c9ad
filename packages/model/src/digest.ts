import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical.ts';
import type { Digest } from './ids/digestId.ts';
import type { Hex } from './ids/hex.ts';

/** SHA-256 of bytes, or of the UTF-8 form of a text, as `sha256:` and 64 hexadecimal digits. */
export function digestOf(data: Uint8Array | string): Digest {
  const bytes = typeof data === 'string' ? utf8ToBytes(data) : data;
  return `sha256:${bytesToHex(sha256(bytes))}` as Digest;
}

/** SHA-256 of the canonical JSON of a value (RFC 8785). */
export function digestOfJson(value: unknown): Digest {
  return digestOf(canonicalJson(value));
}

/** Keccak-256 as EVM chains use it (code hashes, selectors, topics): `0x` and 64 hexadecimal digits. */
export function keccakOf(data: Uint8Array | string): Hex {
  const bytes = typeof data === 'string' ? utf8ToBytes(data) : data;
  return `0x${bytesToHex(keccak_256(bytes))}` as Hex;
}
