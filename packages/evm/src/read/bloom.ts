import type { Hex } from '@portcullis/model';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { LogFilter } from './chainLog.ts';

/** Share of set bits beyond which a filter says "maybe" to almost everything and proves nothing. */
const CROWDED = 1024;
const bitsOfItem = new Map<Hex, readonly number[]>();

/**
 * Whether the logs filter in a block's header makes it likely that the block holds logs that
 * `filter` asks for: `no` is certain, `likely` is wrong in less than 2 of 100 blocks, `unknown`
 * when the header's filter is too full to tell. A node that answers "no logs" to a `likely`
 * has lost them or has not indexed them yet, so they are looked for in the receipts.
 */
export function bloomSays(bloom: string, filter: LogFilter): 'no' | 'likely' | 'unknown' {
  const bytes = hexToBytes(bloom.slice(2));
  const some =
    filter.address.some((address) => has(bytes, address)) &&
    filter.topics.every((allowed) => allowed === null || allowed.some((topic) => has(bytes, topic)));
  if (!some) return 'no';
  return populated(bytes) > CROWDED ? 'unknown' : 'likely';
}

function has(bloom: Uint8Array, item: Hex): boolean {
  let bits = bitsOfItem.get(item);
  if (bits === undefined) {
    const hash = keccak_256(hexToBytes(item.slice(2)));
    // Yellow Paper 4.4.1: three bits, each from 11 bits of the hash, counted from the end of the filter.
    bits = [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047);
    if (bitsOfItem.size < 10_000) bitsOfItem.set(item, bits);
  }
  return bits.every((bit) => ((bloom[255 - (bit >> 3)] ?? 0) >> (bit & 7)) & 1);
}

function populated(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}
