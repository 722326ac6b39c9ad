import { sha512Half } from './crypto/digest.js';
import { concatBytes, utf8 } from './encoding/bytes.js';
import { toHex, fromHex } from './encoding/hex.js';
import { encodeLength } from './encoding/varint.js';

const SIGN = Uint8Array.of(0x53, 0x54, 0x58, 0x00);
const ID = Uint8Array.of(0x54, 0x58, 0x4e, 0x00);

function encodeField([name, value]) {
  const bytes = utf8.encode(`${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return concatBytes(encodeLength(bytes.length), bytes);
}

function encodeFields(fields) {
  return concatBytes(...Object.entries(fields).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(encodeField));
}

export function encodeForSigning(transaction) {
  return concatBytes(SIGN, encodeFields(transaction));
}

export function encodeTransaction(transaction) {
  return toHex(encodeFields(transaction));
}

export function hashTransaction(transaction) {
  return toHex(sha512Half(concatBytes(ID, fromHex(encodeTransaction(transaction)))));
}
