import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { badId } from './badId.ts';
import type { Branded } from './brand.ts';

/** A 20-byte EVM address: `0x` and 40 lower-case hexadecimal digits. Also a `Hex`. */
export type EvmAddress = Branded<'Hex' | 'EvmAddress'>;

/** Reads an EVM address; one in mixed case must carry a right EIP-55 checksum. Throws `bad-id`. */
export function parseEvmAddress(text: unknown): EvmAddress {
  if (typeof text !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(text)) {
    throw badId('an EVM address', text, '0x and 40 hexadecimal digits');
  }
  const address = text.toLowerCase() as EvmAddress;
  const digits = text.slice(2);
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (mixed && checksumAddress(address) !== text) {
    throw badId('an EVM address with a right checksum', text, `${checksumAddress(address)} (EIP-55)`);
  }
  return address;
}

/** The EIP-55 form of an address, for people to compare. */
export function checksumAddress(address: EvmAddress): string {
  const digits = address.slice(2);
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  let out = '0x';
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charAt(i);
    out += hash.charCodeAt(i) >= 0x38 ? digit.toUpperCase() : digit;
  }
  return out;
}
