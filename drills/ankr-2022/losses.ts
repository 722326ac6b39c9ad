import { type Address, decodeAbiParameters, type Hex, pad, parseAbiItem, toEventSelector } from 'viem';
import type { Desk } from './desk.ts';
import { FIGURES } from './figures.ts';
import type { World } from './world.ts';

/** What was lost where, in the smallest unit of each asset (all have 18 decimals here). */
export interface Losses {
  /** What the thief's sales took out of the two pairs. */
  readonly pool: { readonly bnb: bigint; readonly usdc: bigint };
  /** Debt of the trader that nothing of worth stands behind. */
  readonly market: { readonly hay: bigint };
  /** What the desk paid for tokens that were minted without a permit. */
  readonly desk: { readonly bnb: bigint };
}

const SWAP = toEventSelector(
  parseAbiItem(
    'event Swap(address indexed by, address indexed tokenIn, uint256 amountIn, uint256 amountOut, address to)',
  ),
);

/** Reads the losses since a block off the chain and the desk's own book. */
export async function readLosses({ chain, people, at }: World, desk: Desk, since: number): Promise<Losses> {
  const out = async (pair: Address): Promise<bigint> => {
    const filter = { address: pair, fromBlock: `0x${since.toString(16)}`, topics: [SWAP, null, pad(at.token)] };
    const logs = (await chain.rpc('eth_getLogs', [filter])) as readonly { data: Hex }[];
    const swaps = logs.map(({ data }) =>
      decodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }, { type: 'address' }], data),
    );
    return swaps
      .filter(([, , to]) => to === people.thief.account.address)
      .reduce((sum, [, amount]) => sum + amount, 0n);
  };
  const accomplice = people.accomplice.account.address;
  return {
    pool: { bnb: await out(at.bnbPair), usdc: await out(at.usdcPair) },
    market: { hay: await chain.read<bigint>('Market', at.market, 'debtOf', [people.trader.account.address]) },
    desk: { bnb: desk.paid.filter((one) => one.from === accomplice).reduce((sum, one) => sum + one.units, 0n) },
  };
}

/** The sum in BNB, dollars at the day's price, to two places. */
export function inBnb(losses: Losses): number {
  const dollars = losses.pool.usdc + losses.market.hay;
  const units = losses.pool.bnb + losses.desk.bnb + dollars / FIGURES.bnbPrice;
  return Number(units / 10n ** 16n) / 100;
}
