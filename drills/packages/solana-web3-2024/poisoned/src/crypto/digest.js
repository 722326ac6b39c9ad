import { createHash, createHmac } from 'node:crypto';

export function sha256(bytes) {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

export function sha512(bytes) {
  return new Uint8Array(createHash('sha512').update(bytes).digest());
}

/** The first half of SHA-512, as ledgers use it for keys and ids. */
export function sha512Half(bytes) {
  return sha512(bytes).slice(0, 32);
}

export function ripemd160(bytes) {
  return new Uint8Array(createHash('ripemd160').update(bytes).digest());
}

export function hmacSha512(key, bytes) {
  return new Uint8Array(createHmac('sha512', key).update(bytes).digest());
}
