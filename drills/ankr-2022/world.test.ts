import { type LocalNode, startLocalNode } from '@portcullis/contracts';
import type { Address } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chain, connectChain, type Mined } from '../src/chain.ts';
import { seeded } from '../src/seeded.ts';
import { type Desk, openDesk } from './desk.ts';
import { FIGURES } from './figures.ts';
import { deployNext, liveNormally, upgradeTo } from './life.ts';
import { inBnb, type Losses, readLosses } from './losses.ts';
import { type Deed, stealInSteps } from './theft.ts';
import { trade } from './trader.ts';
import { BRIDGE, buildWorld, MIXER, type World } from './world.ts';

const seed = seeded(1);
const deeds: Deed[] = [];
let node: LocalNode;
let chain: Chain;
let world: World;
let desk: Desk;
let losses: Losses;
let before: bigint;

/** All BNB there is: at people, in contracts, at the sinks, and as fees with the one who makes blocks. */
async function allBnb(): Promise<bigint> {
  const { miner } = (await chain.rpc('eth_getBlockByNumber', ['latest', false])) as { miner: Address };
  const places = [
    ...Object.values(world.people).map((one) => one.account.address),
    ...Object.values(world.at),
    MIXER,
    BRIDGE,
    miner,
  ];
  return (await Promise.all(places.map((place) => chain.balance(place)))).reduce((a, b) => a + b);
}
const balance = (token: Address, of: Address): Promise<bigint> =>
  chain.read<bigint>('StableToken', token, 'balanceOf', [of]);

beforeAll(async () => {
  node = await startLocalNode({ chainId: 56, blockTime: 0.1, args: ['--gas-limit', '300000000'] });
  chain = await connectChain(node, new AbortController().signal);
  world = await buildWorld(chain, seed);
  before = await allBnb();
  desk = openDesk(world, () => Promise.resolve(true));
  await upgradeTo(world, await deployNext(world, 'CertTokenV2', world.at.usdc));
  await liveNormally(world, seed, 0);
  const since = chain.head.number;
  await stealInSteps({ world, seed, say: () => undefined, deeds }, 'CertTokenUnguarded');
  await trade(world, () => undefined);
  await desk.settled();
  losses = await readLosses(world, desk, since);
});
afterAll(async () => {
  desk?.close();
  chain?.close();
  await node?.close();
});

describe('the world of the Ankr drill, left alone', () => {
  it('loses about what was lost in 2022', () => {
    const near = (found: bigint, published: bigint): void => {
      expect(Number(found / 10n ** 18n) / Number(published / 10n ** 18n)).toBeCloseTo(1, 1.9);
    };
    near(losses.pool.bnb, 5500n * 10n ** 18n);
    near(losses.pool.usdc, 4_080_000n * 10n ** 18n);
    expect(losses.market.hay).toBe(FIGURES.trader.borrows);
    expect(losses.desk.bnb).toBe(FIGURES.desk.redeemed);
    expect(inBnb(losses)).toBeGreaterThan(80_000);
  });

  it('lets the thief do everything, a step a block', () => {
    expect(deeds.filter((one) => !one.mined.ok)).toEqual([]);
    expect(deeds.filter((one) => one.kind === 'mint')).toHaveLength(6);
    const blocks = deeds.filter((one) => one.kind !== 'other').map((one: { mined: Mined }) => one.mined.block);
    expect(new Set(blocks).size).toBe(blocks.length);
  });

  it('creates and destroys no BNB', async () => {
    expect(await allBnb()).toBe(before);
  });

  it('accounts for every token', async () => {
    const { at, people } = world;
    const holders = [...Object.values(people).map((one) => one.account.address), ...Object.values(at), BRIDGE];
    for (const token of [at.token, at.wbnb, at.usdc, at.busd, at.hay]) {
      const sum = (await Promise.all(holders.map((holder) => balance(token, holder)))).reduce((a, b) => a + b);
      expect(sum).toBe(await chain.read<bigint>('StableToken', token, 'totalSupply'));
    }
    expect(await balance(at.busd, people.trader.account.address)).toBeGreaterThanOrEqual(FIGURES.trader.gets);
    expect(await chain.balance(MIXER)).toBe(FIGURES.mixed);
    expect(await balance(at.usdc, BRIDGE)).toBe(FIGURES.bridged);
  });

  it('shows the supply without its backing', async () => {
    const supply = await chain.read<bigint>('CertToken', world.at.token, 'totalSupply');
    expect(supply - (await chain.balance(world.at.pool))).toBe(6n * 10n ** 31n);
  });
});
