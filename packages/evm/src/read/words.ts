import type { EvmAddress, Hex } from '@portcullis/model';

/** 32 zero bytes. */
export const ZERO_WORD: Hex = `0x${'0'.repeat(64)}` as Hex;
export const ZERO_ADDRESS: EvmAddress = `0x${'0'.repeat(40)}` as EvmAddress;
/** Keccak-256 of nothing: the code hash of an account without code. */
export const EMPTY_CODE_HASH: Hex = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470' as Hex;

/** An address as a 32-byte word, as the ABI and log topics carry it. */
export function wordOf(address: EvmAddress): Hex {
  return `0x${'0'.repeat(24)}${address.slice(2)}` as Hex;
}

/** The address in the low 20 bytes of a word. */
export function addressOfWord(word: Hex): EvmAddress {
  return `0x${word.slice(26)}` as EvmAddress;
}

/** True when the high 12 bytes of a word are zero, as the ABI requires of an address. */
export function isAddressWord(word: Hex): boolean {
  return word.startsWith(`0x${'0'.repeat(24)}`);
}
