import { type Address, getAddress, type Hex, pad, toHex } from 'viem';
import { keccakOf } from '@portcullis/model';
import type { Head } from '../src/chain.ts';
import { FIGURES } from './figures.ts';
import type { World } from './world.ts';

const TRANSFER = keccakOf('Transfer(address,address,uint256)');

/** A request to the desk: tokens came in, BNB is owed. */
export interface Redemption {
  readonly from: Address;
  readonly units: bigint;
  readonly block: number;
}

export interface Desk {
  readonly paid: readonly Redemption[];
  /** Asked for and not paid, because the gate is down or did not answer. */
  readonly held: readonly Redemption[];
  /** Settles when no payout is under way. */
  settled(): Promise<void>;
  close(): void;
}

/**
 * A service outside the chain that pays BNB out of a hot wallet for aBNBc sent to it, one for one. Before each payout
 * it asks `mayPay`; without an answer it does not pay.
 */
export function openDesk({ chain, people, at }: World, mayPay: () => Promise<boolean>): Desk {
  const paid: Redemption[] = [];
  const held: Redemption[] = [];
  const wallet = people.desk.account.address;
  let work: Promise<void> = Promise.resolve();
  const payout = async (request: Redemption): Promise<void> => {
    const enough = paid.reduce((sum, one) => sum + one.units, 0n) + request.units <= FIGURES.desk.wallet;
    if (!enough || !(await mayPay().catch(() => false))) return void held.push(request);
    const [mined] = await chain.send([{ by: people.desk, to: request.from, value: request.units }]);
    (mined?.ok === true ? paid : held).push(request);
  };
  const look = async (head: Head): Promise<void> => {
    const logs = (await chain.rpc('eth_getLogs', [
      { blockHash: head.hash, address: at.token, topics: [TRANSFER, null, pad(wallet)] },
    ])) as readonly { topics: readonly Hex[]; data: Hex }[];
    await Promise.all(
      logs.map(({ topics, data }) =>
        payout({ from: getAddress(`0x${(topics[1] ?? toHex(0)).slice(26)}`), units: BigInt(data), block: head.number }),
      ),
    );
  };
  const off = chain.onHead((head) => {
    work = Promise.all([work, look(head)]).then(
      () => undefined,
      () => undefined,
    );
  });
  return { paid, held, settled: () => work, close: off };
}
