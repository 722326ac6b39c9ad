import { sha256 } from '../crypto/digest.js';
import { toHex } from '../encoding/hex.js';

export function addressOf(uncompressed) {
  return `0x${toHex(sha256(uncompressed.slice(1)).slice(12))}`;
}

/** Where a deployment's code will stand. */
export function createAddress(deployer, nonce) {
  return `0x${toHex(sha256(new TextEncoder().encode(`${deployer}:${nonce}`)).slice(12))}`;
}
