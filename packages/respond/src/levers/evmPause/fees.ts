import type { RpcCall } from '../../rpcCall.ts';
import { ask, askQuantity, quantity, rpcFailed } from './rpcAnswers.ts';

/** What a transaction offers for its gas, in wei a unit of gas; with `tip` by EIP-1559, without it as before. */
export interface Fees {
  readonly max: bigint;
  readonly tip: bigint | undefined;
}

const GWEI = 1_000_000_000n;

/** Above this, what the node suggests is enough to begin with. */
const EAGER = 5n * GWEI;

/**
 * What to offer now: three times what the node suggests, where that is not much, and a
 * ceiling that stands a base fee growing for about eleven full blocks. The eagerness ends
 * somewhere because on a quiet chain the node suggests what we ourselves offered last.
 */
export async function currentFees(rpc: RpcCall): Promise<Fees> {
  const block = await ask(rpc, 'eth_getBlockByNumber', ['latest', false]);
  if (typeof block !== 'object' || block === null) throw rpcFailed('eth_getBlockByNumber', String(block));
  if (!('baseFeePerGas' in block) || block.baseFeePerGas === null)
    return { max: eager(await askQuantity(rpc, 'eth_gasPrice', [])), tip: undefined };
  const base = quantity('baseFeePerGas', block.baseFeePerGas);
  // Not every node of an EIP-1559 chain suggests a tip; one gwei is taken by nearly all of them.
  const suggested = await askQuantity(rpc, 'eth_maxPriorityFeePerGas', []).catch(() => GWEI);
  const tip = eager(suggested > 0n ? suggested : GWEI / 10n);
  return { max: 4n * base + tip, tip };
}

/** At least a quarter above what was offered before, which every node accepts as a replacement, and never below what holds now. */
export function raisedFees(before: Fees, now: Fees): Fees {
  const up = (fee: bigint): bigint => (fee * 5n) / 4n + 1n;
  const max = greater(up(before.max), now.max);
  if (now.tip === undefined) return { max, tip: undefined };
  const tip = greater(up(before.tip ?? before.max), now.tip);
  return { max: greater(max, tip), tip };
}

/** Whether what was signed for these fees is still a good offer, so that it need not be signed anew with every block. */
export function stillGood(old: Fees, now: Fees): boolean {
  const near = (before: bigint, after: bigint): boolean => 4n * before >= 3n * after && before <= 3n * after;
  if (old.tip === undefined || now.tip === undefined) return old.tip === now.tip && near(old.max, now.max);
  return near(old.max, now.max) && near(old.tip, now.tip);
}

function eager(suggested: bigint): bigint {
  const thrice = 3n * suggested;
  return greater(suggested, thrice < EAGER ? thrice : EAGER);
}

function greater(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
