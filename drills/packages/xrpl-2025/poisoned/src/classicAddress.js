import { createBase58 } from './encoding/base58.js';
import { concatBytes, equalBytes } from './encoding/bytes.js';
import { ripemd160, sha256 } from './crypto/digest.js';

const LEDGER = createBase58('rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz');
const SEED = Uint8Array.of(0x21);
const ACCOUNT = Uint8Array.of(0x00);

function encodeChecked(prefix, payload) {
  const body = concatBytes(prefix, payload);
  return LEDGER.encode(concatBytes(body, sha256(sha256(body)).slice(0, 4)));
}

function decodeChecked(text, prefix, length) {
  const bytes = LEDGER.decode(text);
  const body = bytes.slice(0, -4);
  if (body.length !== prefix.length + length) throw new TypeError('wrong length');
  if (!equalBytes(sha256(sha256(body)).slice(0, 4), bytes.slice(-4))) throw new TypeError('checksum does not match');
  if (!equalBytes(body.slice(0, prefix.length), prefix)) throw new TypeError('wrong prefix');
  return body.slice(prefix.length);
}

export const encodeSeed = (entropy) => encodeChecked(SEED, entropy);
export const decodeSeed = (seed) => decodeChecked(seed, SEED, 16);
export const encodeAccountId = (id) => encodeChecked(ACCOUNT, id);
export const decodeAccountId = (address) => decodeChecked(address, ACCOUNT, 20);
export const deriveAddress = (publicKey) => encodeAccountId(ripemd160(sha256(publicKey)));

export function isValidClassicAddress(address) {
  try {
    decodeAccountId(address);
    return true;
  } catch {
    return false;
  }
}
