import type { EvmAddress, Hex } from '@portcullis/model';
import { badResponse } from '../rpc/readAnswers.ts';
import type { CoinMove, EntryCall } from './blockReading.ts';
import { readAddress, readBig, readHash } from './header.ts';

/** A transaction of a block, as far as the watch needs it. */
export interface ChainTransaction extends EntryCall {
  readonly hash: Hex;
  readonly from: EvmAddress;
  readonly value: bigint;
  readonly input: Hex;
}

/** `execTransaction(address,uint256,bytes,uint8,…)` of a Safe. */
const SAFE_EXECUTE = '0x6a761202';
/** `ExecutionSuccess(bytes32,uint256)` of a Safe. */
const SAFE_SUCCESS = '0x442e715f626346e8c54381002da614f62bee8d27386535b2521ec8540898556e';

/** Reads a transaction as nodes send it. Throws `bad-response`. */
export function readTransaction(value: unknown): ChainTransaction {
  if (typeof value !== 'object' || value === null) throw badResponse('something that is not a transaction');
  const { hash, from, to, value: units, input } = value as Readonly<Record<string, unknown>>;
  if (typeof input !== 'string' || !/^0x(?:[0-9a-fA-F]{2})*$/.test(input))
    throw badResponse("a transaction's input that is not bytes");
  return {
    hash: readHash(hash, 'transaction hash'),
    from: readAddress(from, 'sender') as EvmAddress,
    to: to === null || to === undefined ? undefined : (readAddress(to, 'recipient') as EvmAddress),
    value: readBig(units, 'value'),
    input: input.toLowerCase() as Hex,
    selector: input.length < 10 ? ('0x' as Hex) : (input.slice(0, 10).toLowerCase() as Hex),
  };
}

/** Transactions of a block that a wallet sent, received, or was asked to execute. Throws `bad-response`. */
export function transactionsOf(block: unknown, wallets: ReadonlySet<string>): readonly ChainTransaction[] {
  const list = typeof block === 'object' && block !== null && 'transactions' in block ? block.transactions : undefined;
  if (!Array.isArray(list)) throw badResponse('a block without its transactions');
  return (list as readonly unknown[])
    .filter((item) => {
      if (typeof item !== 'object' || item === null)
        throw badResponse('a block with something that is not a transaction');
      const { from, to } = item as { from?: unknown; to?: unknown };
      return wallets.has(String(from).toLowerCase()) || wallets.has(String(to).toLowerCase());
    })
    .map(readTransaction);
}

/**
 * What a transaction and its receipt show of the coin: its value, its fee, and what a Safe
 * paid out when asked to. What contracts pay inside is not visible here. Throws `bad-response`.
 */
export function coinMoves(transaction: ChainTransaction, receipt: unknown): readonly CoinMove[] {
  if (typeof receipt !== 'object' || receipt === null) throw badResponse('no receipt of a transaction in the block');
  const { gasUsed, effectiveGasPrice, blobGasUsed, blobGasPrice, l1Fee, status, logs } = receipt as Readonly<
    Record<string, unknown>
  >;
  const part = (amount: unknown, price: unknown): bigint =>
    amount === undefined || price === undefined ? 0n : readBig(amount, 'gas') * readBig(price, 'gas price');
  const rollup = typeof l1Fee === 'string' ? readBig(l1Fee, 'fee') : 0n;
  const fee = part(gasUsed, effectiveGasPrice) + part(blobGasUsed ?? undefined, blobGasPrice ?? undefined) + rollup;
  const succeeded = status === undefined || readBig(status, 'status') === 1n;
  const to = transaction.to ?? (`0x${'0'.repeat(40)}` as EvmAddress);
  const own = {
    tx: transaction.hash,
    from: transaction.from,
    to,
    units: succeeded ? transaction.value : 0n,
    fee,
    payer: transaction.from,
  };
  const paid = succeeded ? safePayment(transaction, logs) : undefined;
  return paid === undefined ? [own] : [own, paid];
}

function safePayment(transaction: ChainTransaction, logs: unknown): CoinMove | undefined {
  const { to: safe, input } = transaction;
  if (safe === undefined || transaction.selector !== SAFE_EXECUTE || input.length < 10 + 4 * 64 || !Array.isArray(logs))
    return undefined;
  const word = (at: number): string => input.slice(10 + at * 64, 10 + (at + 1) * 64);
  const executed = (logs as readonly unknown[]).some((log) => {
    if (typeof log !== 'object' || log === null) return false;
    const { address, topics } = log as { address?: unknown; topics?: unknown };
    return String(address).toLowerCase() === safe && Array.isArray(topics) && topics[0] === SAFE_SUCCESS;
  });
  const units = BigInt(`0x${word(1)}`);
  // Operation 1 is a delegate call: it moves whatever the called code likes, not this value.
  if (!executed || units === 0n || BigInt(`0x${word(3)}`) !== 0n) return undefined;
  return {
    tx: transaction.hash,
    from: safe,
    to: `0x${word(0).slice(24)}` as EvmAddress,
    units,
    fee: 0n,
    payer: transaction.from,
  };
}
