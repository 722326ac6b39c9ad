import { hmacSha512 } from './digest.js';
import { concatBytes, utf8 } from '../encoding/bytes.js';

const HARDENED = 0x80000000;
const CURVE = utf8.encode('ed25519 seed');

/** Reads `m/44'/501'/0'`; every part must be hardened on this curve. */
export function parsePath(path) {
  const [root, ...parts] = path.split('/');
  if (root !== 'm' || parts.some((part) => !/^\d+'$/.test(part))) throw new TypeError(`not a hardened path: ${path}`);
  return parts.map((part) => Number.parseInt(part, 10) + HARDENED);
}

/** SLIP-0010: a child key of a seed. */
export function deriveSeed(seed, path) {
  let node = hmacSha512(CURVE, seed);
  for (const index of parsePath(path)) {
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, index);
    node = hmacSha512(node.slice(32), concatBytes(Uint8Array.of(0), node.slice(0, 32), number));
  }
  return node.slice(0, 32);
}
