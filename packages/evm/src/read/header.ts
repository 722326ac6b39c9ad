import type { BlockRef, Hex } from '@portcullis/model';
import { badResponse } from '../rpc/readAnswers.ts';

/** What the watch needs of a block's header. */
export interface Header extends BlockRef {
  readonly parentHash: Hex;
  /** Seconds since the epoch, as the block says. */
  readonly timestamp: number;
  /** 256-byte filter of the addresses and topics in the block's logs; absent on chains without one. */
  readonly bloom: string | undefined;
  /** Gas that the block's transactions spent; absent where the node does not say. */
  readonly gasUsed: number | undefined;
}

/** Reads a header as nodes send it (`eth_getBlockBy…`, `newHeads`). Throws `bad-response`. */
export function readHeader(value: unknown): Header {
  if (typeof value !== 'object' || value === null) throw badResponse('something that is not a block');
  const { number, hash, parentHash, timestamp, logsBloom, gasUsed } = value as Readonly<Record<string, unknown>>;
  return {
    number: readQuantity(number, 'block number'),
    hash: readHash(hash, 'block hash'),
    parentHash: readHash(parentHash, 'parent hash'),
    timestamp: readTimestamp(timestamp),
    bloom: typeof logsBloom === 'string' && /^0x[0-9a-f]{512}$/i.test(logsBloom) ? logsBloom : undefined,
    gasUsed: typeof gasUsed === 'string' && QUANTITY.test(gasUsed) ? Number(gasUsed) : undefined,
  };
}

/** The last second that can be recorded: of the year 9999. */
const LAST_SECOND = 253_402_300_799;

function readTimestamp(value: unknown): number {
  const seconds = readQuantity(value, 'timestamp');
  if (seconds <= LAST_SECOND) return seconds;
  throw badResponse('a block from after the year 9999');
}

/** A number as JSON-RPC writes it: `0x` and hexadecimal digits. Throws `bad-response`. */
export function readQuantity(value: unknown, what: string): number {
  if (typeof value === 'string' && QUANTITY.test(value)) return Number(value);
  throw badResponse(`a ${what} that is no quantity`);
}

const QUANTITY = /^0x[0-9a-fA-F]{1,13}$/;

/** A quantity of any size up to 32 bytes. Throws `bad-response`. */
export function readBig(value: unknown, what: string): bigint {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value)) return BigInt(value);
  throw badResponse(`a ${what} that is no quantity`);
}

/** 32 bytes in hexadecimal, in lower case. Throws `bad-response`. */
export function readHash(value: unknown, what: string): Hex {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value)) return value.toLowerCase() as Hex;
  throw badResponse(`a ${what} that is not 32 bytes`);
}

/** 20 bytes in hexadecimal, in lower case. Throws `bad-response`. */
export function readAddress(value: unknown, what: string): Hex {
  if (typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)) return value.toLowerCase() as Hex;
  throw badResponse(`a ${what} that is not an address`);
}
