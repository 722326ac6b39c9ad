import type { EvmAddress, Hex } from '@portcullis/model';
import { badResponse } from '../rpc/readAnswers.ts';
import { readAddress, readHash, readQuantity } from './header.ts';

/** An event log of a block. */
export interface ChainLog {
  readonly address: EvmAddress;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  /** Place among all logs of the block. */
  readonly index: number;
  readonly tx: Hex;
}

/** Position by position: any of these topics; `null`: any topic at all. */
export interface LogFilter {
  readonly address: readonly EvmAddress[];
  readonly topics: readonly (readonly Hex[] | null)[];
}

/**
 * Reads what `eth_getLogs` answered for one block and filter. A log of another block, of an
 * address or topic that was not asked for, or in a place taken already shows a node that does
 * not do what it was asked: `bad-response`.
 */
export function readLogs(value: unknown, block: Hex, filter: LogFilter): readonly ChainLog[] {
  if (!Array.isArray(value)) throw badResponse('logs that are not a list');
  const seen = new Set<number>();
  return (value as readonly unknown[]).map((item) => {
    const log = readLog(item, block);
    if (!matches(log, filter)) throw badResponse(`a log of ${log.address} that the filter does not ask for`);
    if (seen.has(log.index)) throw badResponse(`two logs with the index ${log.index}`);
    seen.add(log.index);
    return log;
  });
}

/** Reads one log and checks that it is of the block. Throws `bad-response`. */
export function readLog(item: unknown, block: Hex): ChainLog {
  if (typeof item !== 'object' || item === null) throw badResponse('a log that is not an object');
  const { address, topics, data, blockHash, logIndex, transactionHash, removed } = item as Readonly<
    Record<string, unknown>
  >;
  if (readHash(blockHash, "log's block hash") !== block) throw badResponse('a log of another block');
  if (removed === true) throw badResponse('a log marked as removed');
  if (!Array.isArray(topics) || topics.length > 4) throw badResponse('a log without a list of topics');
  if (typeof data !== 'string' || !/^0x(?:[0-9a-fA-F]{2})*$/.test(data))
    throw badResponse("a log's data that is not bytes");
  return {
    address: readAddress(address, "log's address") as EvmAddress,
    topics: topics.map((topic) => readHash(topic, 'topic')),
    data: data.toLowerCase() as Hex,
    index: readQuantity(logIndex, 'log index'),
    tx: readHash(transactionHash, "log's transaction hash"),
  };
}

/** True when a filter asks for a log. */
export function matches(log: ChainLog, filter: LogFilter): boolean {
  if (!filter.address.includes(log.address)) return false;
  return filter.topics.every((allowed, at) => {
    const topic = log.topics[at];
    return allowed === null || (topic !== undefined && allowed.includes(topic));
  });
}
