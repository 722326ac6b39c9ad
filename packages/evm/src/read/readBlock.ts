import { isDeepStrictEqual } from 'node:util';
import type { EvmAddress, Hex } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import { badResponse } from '../rpc/readAnswers.ts';
import type { RpcAnswer, RpcCall } from '../rpc/rpcCall.ts';
import { bloomSays, type BloomWord } from './bloom.ts';
import type { BlockReading, CoinMove, EntryCall } from './blockReading.ts';
import { type ChainLog, type LogFilter, matches, readLog, readLogs } from './chainLog.ts';
import { type Header, readHeader } from './header.ts';
import type { ChainState, Reading } from './reading.ts';
import { readingPlan } from './readingPlan.ts';
import { resultOf, stateCalls } from './readState.ts';
import { coinMoves, readTransaction, transactionsOf } from './readTransactions.ts';
import { TOPIC } from './signatures.ts';
import type { WatchPlan } from './watchPlan.ts';
import { addressOfWord, ZERO_WORD } from './words.ts';

/** How a block is read: over which client, for which plan. */
export interface BlockReader {
  readonly plan: WatchPlan;
  /** Sends calls as one message; the answers come in their order. */
  batch(calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]>;
  /** False for nodes without EIP-1898: state is read by number and the number's hash checked after it. */
  readonly byHash: boolean;
}

/** New pointers (a proxy's new beacon, the beacon's target, its code) are followed this far. */
const MAX_ROUNDS = 5;

/** The first round trip of a block, made with a guess of the state before it. */
export interface FetchedBlock {
  readonly header: Header;
  readonly filters: readonly LogFilter[];
  readonly logs: readonly ChainLog[];
  /** What was read; pointers that are new in this block are still missing. */
  readonly known: ChainState;
}

/**
 * Asks for a block's logs and state in one message, at the block's hash. `guess` is a state
 * of some block before: while catching up, many blocks are asked for before the first is done.
 */
export async function fetchBlock(reader: BlockReader, header: Header, guess: ChainState): Promise<FetchedBlock> {
  const { filters, readings } = readingPlan(reader.plan, guess);
  const first = stateCalls(readings, nameOf(reader, header));
  const says = header.bloom === undefined ? [] : bloomSays(header.bloom, filters);
  const along = doubtAhead(header, says) ? [receiptsCall(header)] : [];
  const asked = [...filters.map((filter) => logsCall(filter, header)), ...along];
  const answers = await ask(reader, header, [...asked, ...first.calls]);
  const logs = await blockLogs(reader, header, { filters, says }, answers.slice(0, asked.length));
  return { header, filters, logs, known: first.read(answers.slice(asked.length)) };
}

/** In a block that spent more gas, receipts may be as large as a message may get: they are asked for when they are needed. */
const SMALL_GAS = 10_000_000;

/**
 * Whether the receipts will be needed, told from the header alone: a mint makes it look as if
 * the block burned as well, because the header's filter knows no positions. Asked along, they
 * cost no round trip of their own.
 */
function doubtAhead({ gasUsed }: Header, says: readonly BloomWord[]): boolean {
  return gasUsed !== undefined && gasUsed <= SMALL_GAS && says.filter((word) => word === 'likely').length > 1;
}

/**
 * Completes a block with the true state before it: a further round trip only where something
 * of interest moved. Throws an `EvmFault`, and then nothing of the block counts.
 */
export async function completeBlock(
  reader: BlockReader,
  fetched: FetchedBlock,
  before: ChainState,
): Promise<BlockReading> {
  // Other governors in the state before: their logs were not asked for.
  const { filters } = readingPlan(reader.plan, before);
  if (fetched.filters !== filters && !isDeepStrictEqual(fetched.filters, filters)) {
    return completeBlock(reader, await fetchBlock(reader, fetched.header, before), before);
  }
  const { header, logs, known } = fetched;
  const wanted = wantedOf(reader.plan, before, known, logs);
  const [state, passing, moves, entries] = await Promise.all([
    readPointers(reader, header, known),
    readPassing(reader, header, known, logs),
    wanted.wallets.size === 0 ? [] : readMoves(reader, header, wanted.wallets),
    wanted.mints.length === 0 ? new Map<Hex, EntryCall>() : readEntries(reader, header, wanted.mints),
  ]);
  return { header, logs, state, passing, moves, entries };
}

/** Reads the state alone, with nothing to compare it to: the baseline of a watch. */
export async function readBaseline(reader: BlockReader, header: Header, known: ChainState = {}): Promise<ChainState> {
  return readPointers(reader, header, known);
}

async function readPointers(reader: BlockReader, header: Header, known: ChainState): Promise<ChainState> {
  let state: Record<string, string> = { ...known };
  for (let round = 0; ; round++) {
    const { readings, keys } = readingPlan(reader.plan, state);
    const missing = readings.filter((reading) => state[reading.key] === undefined);
    if (missing.length === 0)
      return keys.length === Object.keys(state).length
        ? state
        : Object.fromEntries(keys.map((key) => [key, state[key] ?? '']));
    if (round === MAX_ROUNDS) throw badResponse('pointers that change while one block is read');
    state = { ...state, ...(await readKeys(reader, header, missing)) };
  }
}

async function readPassing(
  reader: BlockReader,
  header: Header,
  known: ChainState,
  logs: readonly ChainLog[],
): Promise<ChainState> {
  const readings = new Map<string, Reading>();
  for (const log of logs) {
    const [topic, word] = log.topics;
    if (topic !== TOPIC.upgraded || word === undefined) continue;
    const address = addressOfWord(word);
    if (known[`code/${address}`] === undefined) readings.set(address, { key: `code/${address}`, is: 'code', address });
  }
  return readings.size === 0 ? {} : readKeys(reader, header, [...readings.values()]);
}

async function readKeys(
  reader: BlockReader,
  header: Header,
  readings: readonly Reading[],
): Promise<Record<string, string>> {
  const calls = stateCalls(readings, nameOf(reader, header));
  return calls.read(await ask(reader, header, calls.calls));
}

function nameOf(reader: BlockReader, header: Header): unknown {
  return reader.byHash ? { blockHash: header.hash } : quantity(header.number);
}

/** Without EIP-1898 the block's hash is asked last, in the same message: what was read by number was this block's. */
async function ask(reader: BlockReader, header: Header, calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]> {
  if (reader.byHash) return reader.batch(calls);
  const check = { method: 'eth_getBlockByNumber', params: [quantity(header.number), false] };
  const answers = await reader.batch([check, ...calls, check]);
  for (const answer of [answers[0], answers.at(-1)]) {
    const now = resultOf('eth_getBlockByNumber', answer);
    if (now === null || readHeader(now).hash !== header.hash) {
      throw new EvmFault('block-gone', { message: 'The block was replaced while it was read.' });
    }
  }
  return answers.slice(1, -1);
}

function logsCall(filter: LogFilter, header: Header): RpcCall {
  return {
    method: 'eth_getLogs',
    params: [{ blockHash: header.hash, address: filter.address, topics: filter.topics }],
  };
}

/** Logs of all filters, each once, in order; looked for in the receipts where the header says that some are missing. */
async function blockLogs(
  reader: BlockReader,
  header: Header,
  { filters, says }: { readonly filters: readonly LogFilter[]; readonly says: readonly BloomWord[] },
  answers: readonly RpcAnswer[],
): Promise<readonly ChainLog[]> {
  const found = new Map<number, ChainLog>();
  const doubted: LogFilter[] = [];
  filters.forEach((filter, at) => {
    const logs = readLogs(resultOf('eth_getLogs', answers[at]), header.hash, filter);
    for (const log of logs) found.set(log.index, log);
    if (says[at] === 'no' && logs.length > 0) throw badResponse("logs that the block's header rules out");
    if (says[at] === 'likely' && logs.length === 0) doubted.push(filter);
  });
  if (doubted.length > 0) {
    const along = receiptLogs(answers[filters.length], header);
    // A node that keeps lists back does so for the whole message: what explains nothing is asked for once more, alone.
    const sure = explains(along, doubted)
      ? along
      : receiptLogs((await reader.batch([receiptsCall(header)]))[0], header);
    if (sure.some((log) => doubted.some((filter) => matches(log, filter))))
      throw badResponse('fewer logs than the receipts of the block hold');
  }
  return [...found.values()].toSorted((a, b) => a.index - b.index);
}

function receiptsCall(header: Header): RpcCall {
  return { method: 'eth_getBlockReceipts', params: [header.hash] };
}

function receiptLogs(answer: RpcAnswer | undefined, header: Header): readonly ChainLog[] {
  // Not every node has this method; the comparison of states still stands.
  if (answer?.ok !== true) return [];
  if (!Array.isArray(answer.result)) return [];
  return (answer.result as readonly unknown[]).flatMap((receipt) => {
    const logs = typeof receipt === 'object' && receipt !== null && 'logs' in receipt ? receipt.logs : undefined;
    if (!Array.isArray(logs)) throw badResponse('a receipt without logs');
    return (logs as readonly unknown[]).map((log) => readLog(log, header.hash));
  });
}

/** Whether logs hold, somewhere, the addresses and topics for which the header's filter says yes to these filters. */
function explains(logs: readonly ChainLog[], filters: readonly LogFilter[]): boolean {
  const items = new Set<Hex>(logs.flatMap(({ address, topics }) => [address, ...topics]));
  return filters.every(
    ({ address, topics }) =>
      address.some((one) => items.has(one)) &&
      topics.every((allowed) => allowed === null || allowed.some((one) => items.has(one))),
  );
}

/** What else this block makes worth reading. */
function wantedOf(
  plan: WatchPlan,
  before: ChainState,
  now: ChainState,
  logs: readonly ChainLog[],
): { wallets: Set<string>; mints: Hex[] } {
  const wallets = plan.wallets.filter(({ address, native }) => {
    const then = before[`native/${address}`];
    return native !== undefined && then !== undefined && then !== now[`native/${address}`];
  });
  const mints = logs.filter(
    (log) => plan.interfaced.includes(log.address) && log.topics[0] === TOPIC.transfer && log.topics[1] === ZERO_WORD,
  );
  return { wallets: new Set(wallets.map((wallet) => wallet.address)), mints: [...new Set(mints.map((log) => log.tx))] };
}

async function readMoves(
  reader: BlockReader,
  header: Header,
  wallets: ReadonlySet<string>,
): Promise<readonly CoinMove[]> {
  const [answer] = await reader.batch([{ method: 'eth_getBlockByHash', params: [header.hash, true] }]);
  const block = resultOf('eth_getBlockByHash', answer);
  if (block === null) throw new EvmFault('block-gone', { message: 'The block was replaced while it was read.' });
  const transactions = transactionsOf(block, wallets);
  const receipts = await reader.batch(
    transactions.map(({ hash }) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
  );
  return transactions.flatMap((transaction, at) => {
    const receipt = resultOf('eth_getTransactionReceipt', receipts[at]);
    sameBlock(receipt, header);
    return coinMoves(transaction, receipt);
  });
}

async function readEntries(
  reader: BlockReader,
  header: Header,
  hashes: readonly Hex[],
): Promise<ReadonlyMap<Hex, EntryCall>> {
  const answers = await reader.batch(hashes.map((hash) => ({ method: 'eth_getTransactionByHash', params: [hash] })));
  return new Map(
    hashes.map((hash, at): [Hex, EntryCall] => {
      const value = resultOf('eth_getTransactionByHash', answers[at]);
      sameBlock(value, header);
      const { to, selector } = readTransaction(value);
      return [hash, { to: to as EvmAddress | undefined, selector }];
    }),
  );
}

/** Transactions and receipts are asked by hash: after a reorganisation they may be of another block. */
function sameBlock(value: unknown, header: Header): void {
  const hash = typeof value === 'object' && value !== null && 'blockHash' in value ? value.blockHash : undefined;
  if (hash !== header.hash)
    throw new EvmFault('block-gone', { message: 'A transaction of the block moved to another one while it was read.' });
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
