import { type Address, getContractAddress, parseEther } from 'viem';
import { call, create, type Mined, type Step } from '../src/chain.ts';
import { DrillFault } from '../src/drillFault.ts';
import type { Seeded } from '../src/seeded.ts';
import { FIGURES } from './figures.ts';
import type { World } from './world.ts';

/** Sends what must succeed in ordinary life. Throws `step-failed` when one step was reverted. */
export async function carryOut(world: World, steps: readonly Step[]): Promise<readonly Mined[]> {
  const mined = await world.chain.send(steps);
  const failed = mined.findIndex((one) => !one.ok);
  if (failed >= 0)
    throw new DrillFault('step-failed', {
      message: 'An ordinary step of the drill was reverted.',
      found: `step ${failed}, by ${steps[failed]?.by.name}, in block ${mined[failed]?.block}`,
    });
  return mined;
}

/** The deployer puts a next version of the token on the chain, not yet in use. Its feed decides its code hash. */
export async function deployNext(
  world: World,
  version: 'CertTokenV2' | 'CertTokenV2Pausable',
  feed: Address,
): Promise<Address> {
  const { deployer } = world.people;
  const address = getContractAddress({ from: deployer.account.address, nonce: BigInt(deployer.nonce) });
  await carryOut(world, [create(deployer, version, version === 'CertTokenV2' ? [feed] : [feed, world.at.guardian])]);
  return address;
}

/** The deployer upgrades the token, as always: one key, through the proxy admin. */
export async function upgradeTo(world: World, implementation: Address): Promise<Mined> {
  const [mined] = await carryOut(world, [
    call(world.people.deployer, 'ProxyAdmin', world.at.proxyAdmin, 'upgrade', [world.at.token, implementation]),
  ]);
  return mined as Mined;
}

/** A few blocks of ordinary life: holders stake, trade, transfer, unstake, and redeem at the desk. */
export async function liveNormally(world: World, seed: Seeded, round: number): Promise<void> {
  const { people, at } = world;
  const amount = (label: string, least: number, most: number): bigint =>
    parseEther(String(seed.between(`life ${round} ${label}`, least, most)));
  const holders = [people.holder1, people.holder2, people.holder3];
  await carryOut(
    world,
    holders.map((holder) => call(holder, 'StakingPool', at.pool, 'stake', [], amount(`stake ${holder.name}`, 50, 400))),
  );
  const sold = amount('swap', 1, 4);
  const bought = amount('buy', 1, 4);
  await carryOut(world, [
    call(people.holder1, 'CertToken', at.token, 'approve', [at.bnbPair, sold]),
    call(people.holder1, 'Pair', at.bnbPair, 'swap', [at.token, sold, 0n, people.holder1.account.address]),
    call(people.holder2, 'WBNB', at.wbnb, 'deposit', [], bought),
    call(people.holder2, 'WBNB', at.wbnb, 'approve', [at.bnbPair, bought]),
    call(people.holder2, 'Pair', at.bnbPair, 'swap', [at.wbnb, bought, 0n, people.holder2.account.address]),
  ]);
  await carryOut(world, [
    call(people.holder3, 'CertToken', at.token, 'transfer', [
      people.holder1.account.address,
      amount('transfer', 1, 20),
    ]),
    call(people.holder3, 'CertToken', at.token, 'transfer', [people.desk.account.address, amount('redeem', 1, 20)]),
    call(people.holder2, 'StakingPool', at.pool, 'unstake', [amount('unstake', 1, 20)]),
  ]);
}

/** Mint limit that the custodians sign for ordinary staking: above what holders stake in a drill, far below a theft. */
export const ORDINARY_MINTS: { readonly limit: bigint; readonly uses: number } = {
  limit: FIGURES.staked / 10n,
  uses: 1000,
};
