import type { Hex } from '@portcullis/model';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { LogFilter } from './chainLog.ts';

/** Share of set bits beyond which a filter says "maybe" to almost everything and proves nothing. */
const CROWDED = 1024;
const bitsOfItem = new Map<Hex, readonly number[]>();

/** What the logs filter of a header says of logs that are asked for. */
export type BloomWord = 'no' | 'likely' | 'unknown';

/**
 * Whether the logs filter in a block's header makes it likely that the block holds logs that
 * these filters ask for: `no` is certain, `likely` is wrong in less than 2 of 100 blocks, `unknown`
 * when the header's filter is too full to tell. A node that answers "no logs" to a `likely`
 * has lost them or has not indexed them yet, so they are looked for in the receipts.
 */
export function bloomSays(bloom: string, filters: readonly LogFilter[]): readonly BloomWord[] {
  const bytes = Buffer.from(bloom.slice(2), 'hex');
  const some = filters.map(
    (filter) =>
      filter.address.some((address) => has(bytes, address)) &&
      filter.topics.every((allowed) => allowed === null || allowed.some((topic) => has(bytes, topic))),
  );
  const yes = some.includes(true) && populated(bytes) > CROWDED ? 'unknown' : 'likely';
  return some.map((one) => (one ? yes : 'no'));
}

function has(bloom: Buffer, item: Hex): boolean {
  let bits = bitsOfItem.get(item);
  if (bits === undefined) {
    const hash = keccak_256(hexToBytes(item.slice(2)));
    // Yellow Paper 4.4.1: three bits, each from 11 bits of the hash, counted from the end of the filter.
    bits = [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047);
    if (bitsOfItem.size < 10_000) bitsOfItem.set(item, bits);
  }
  return bits.every((bit) => ((bloom[255 - (bit >> 3)] ?? 0) >> (bit & 7)) & 1);
}

function populated(bloom: Buffer): number {
  let count = 0;
  for (const byte of bloom) {
    for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}
