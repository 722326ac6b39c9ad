import type { ContractName } from '@portcullis/contracts';
import { type Address, encodeFunctionData, getContractAddress, maxUint256 } from 'viem';
import { abiOf, call, create, type Mined, type Step } from '../src/chain.ts';
import type { Seeded } from '../src/seeded.ts';
import { FIGURES } from './figures.ts';
import { BRIDGE, MIXER, rawMint, type World } from './world.ts';

/** One thing that the thief did. `upgrade` and `mint` are what a watch must not miss. */
export interface Deed {
  readonly kind: 'deploy' | 'upgrade' | 'mint' | 'sale' | 'other';
  readonly mined: Mined;
}

/** What a theft is done with. */
export interface Theft {
  readonly world: World;
  readonly seed: Seeded;
  readonly say: (line: string) => void;
  /** Filled as the theft goes on. */
  readonly deeds: Deed[];
}

interface Act {
  readonly kind: Deed['kind'];
  readonly step: Step;
}

async function act(theft: Theft, acts: readonly Act[]): Promise<readonly Mined[]> {
  const mined = await theft.world.chain.send(acts.map(({ step }) => step));
  theft.deeds.push(...mined.map((one, at) => ({ kind: acts[at]?.kind ?? 'other', mined: one })));
  return mined;
}

const bnb = (units: bigint): string => (units / 10n ** 18n).toLocaleString('en');

/** Puts the malicious implementation on the chain with the stolen key; nothing points to it yet. */
async function deployMalice(theft: Theft, name: ContractName): Promise<Address> {
  const { deployer } = theft.world.people;
  const address = getContractAddress({ from: deployer.account.address, nonce: BigInt(deployer.nonce) });
  await act(theft, [{ kind: 'deploy', step: create(deployer, name) }]);
  return address;
}

function mintActs({ people: { thief }, at }: World): Act[] {
  return Array.from({ length: FIGURES.mints }, () => ({
    kind: 'mint',
    step: { by: thief, to: at.token, data: rawMint(thief.account.address, FIGURES.mint) },
  }));
}

function approvals({ people: { thief }, at }: World): Act[] {
  return [at.bnbPair, at.usdcPair].map((pair) => ({
    kind: 'other',
    step: call(thief, 'CertToken', at.token, 'approve', [pair, maxUint256]),
  }));
}

/** The sales into both pairs, in turns; the seed decides how the sums are split. */
function saleActs({ people: { thief }, at }: World, seed: Seeded): Act[] {
  const sell = (pair: Address, amount: bigint): Act => ({
    kind: 'sale',
    step: call(thief, 'Pair', pair, 'swap', [at.token, amount, 0n, thief.account.address]),
  });
  const split = (label: string, { cert, swaps }: { cert: bigint; swaps: number }): bigint[] => {
    const weights = Array.from({ length: swaps }, (_, n) => BigInt(seed.between(`${label} ${n}`, 80, 120)));
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => (cert * weight) / sum);
  };
  const [first = 0n, ...bnbSales] = split('bnb dump', FIGURES.bnbDump);
  const usdcSales = split('usdc dump', FIGURES.usdcDump);
  const rest = bnbSales.flatMap((amount, n) => [
    sell(at.bnbPair, amount),
    ...usdcSales.slice(n, n + 1).map((other) => sell(at.usdcPair, other)),
  ]);
  return [sell(at.bnbPair, first), ...rest];
}

/** Hands fresh tokens to the accomplice, who redeems them at the desk, and to whoever will lend on them. */
async function handOver(theft: Theft): Promise<void> {
  const { people, at } = theft.world;
  await act(theft, [
    {
      kind: 'other',
      step: call(people.thief, 'CertToken', at.token, 'transfer', [people.accomplice.account.address, FIGURES.handed]),
    },
  ]);
}

async function redeem({ world, say, seed }: Theft): Promise<void> {
  const { people, at, chain } = world;
  const part = FIGURES.desk.redeemed / BigInt(FIGURES.desk.times);
  for (let n = 0; n < FIGURES.desk.times; n++) {
    const shift = BigInt(seed.between(`redeem ${Math.floor(n / 2)}`, 0, 400)) * 10n ** 18n * (n % 2 === 0 ? 1n : -1n);
    await chain.send([
      call(people.accomplice, 'CertToken', at.token, 'transfer', [people.desk.account.address, part + shift]),
    ]);
    await chain.blocks(1);
  }
  say(`an accomplice has asked the desk to redeem ${bnb(FIGURES.desk.redeemed)} fresh aBNBc`);
}

/** Sends the loot away as far as there is any: BNB into a mixer, dollars over a bridge. */
async function carryAway(theft: Theft): Promise<void> {
  const { chain, people, at } = theft.world;
  const { thief } = people;
  const wrapped = await chain.read<bigint>('WBNB', at.wbnb, 'balanceOf', [thief.account.address]);
  const dollars = await chain.read<bigint>('StableToken', at.usdc, 'balanceOf', [thief.account.address]);
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
  const steps: Step[] = [];
  if (wrapped > 0n)
    steps.push(call(thief, 'WBNB', at.wbnb, 'withdraw', [wrapped]), {
      by: thief,
      to: MIXER,
      value: least(wrapped, FIGURES.mixed),
    });
  if (dollars > 0n)
    steps.push(call(thief, 'StableToken', at.usdc, 'transfer', [BRIDGE, least(dollars, FIGURES.bridged)]));
  // One after the other: a node takes no payment that the balance does not cover yet.
  for (const step of steps) await act(theft, [{ kind: 'other', step }]);
  theft.say(`the thief got ${bnb(wrapped)} BNB and ${bnb(dollars)} USDC out of the pairs`);
}

/** One step a block, in the order of 2022: deploy, upgrade, six mints, eight sales, away with it; meanwhile the desk. */
export async function stealInSteps(theft: Theft, malice: ContractName): Promise<void> {
  const { world, seed, say } = theft;
  const implementation = await deployMalice(theft, malice);
  say('the thief, who has the deployer’s key, has put his own code on the chain');
  const upgrade = call(world.people.deployer, 'ProxyAdmin', world.at.proxyAdmin, 'upgrade', [
    world.at.token,
    implementation,
  ]);
  await act(theft, [{ kind: 'upgrade', step: upgrade }]);
  say('the thief has upgraded aBNBc to it');
  for (const one of mintActs(world)) await act(theft, [one]);
  say(`the thief has minted ${FIGURES.mints} × 10,000,000,000,000 aBNBc`);
  await act(theft, approvals(world));
  await handOver(theft);
  const redeeming = redeem(theft);
  let refused = 0;
  const sales = saleActs(world, seed);
  for (const one of sales) {
    const [mined] = await act(theft, [one]);
    if (mined?.ok === false) refused++;
  }
  say(
    refused === 0
      ? `the thief has sold aBNBc in ${sales.length} swaps`
      : `the pairs have refused ${refused} of ${sales.length} swaps of the thief`,
  );
  await carryAway(theft);
  await redeeming;
}

/** Upgrade, mints and sales in one block: the thief pays for the order inside it. */
export async function stealInOneBlock(theft: Theft): Promise<void> {
  const { world, seed, say } = theft;
  const implementation = await deployMalice(theft, 'CertTokenUnguarded');
  await act(theft, approvals(world));
  say('the thief, who has the deployer’s key, has put his own code on the chain');
  const upgrade: Act = {
    kind: 'upgrade',
    step: call(world.people.deployer, 'ProxyAdmin', world.at.proxyAdmin, 'upgrade', [world.at.token, implementation]),
  };
  const dear = (one: Act, gwei: bigint): Act => ({ kind: one.kind, step: { ...one.step, gasPrice: gwei * 10n ** 9n } });
  const mined = await act(theft, [
    dear(upgrade, 50n),
    ...[...mintActs(world), ...saleActs(world, seed)].map((one) => dear(one, 40n)),
  ]);
  const blocks = new Set(mined.map((one) => one.block)).size;
  say(
    `the thief has upgraded, minted and sold: ${mined.length} transactions in ${blocks === 1 ? 'one block' : `${blocks} blocks`}`,
  );
  await handOver(theft);
  const redeeming = redeem(theft);
  await carryAway(theft);
  await redeeming;
}

/** `upgradeAndCall`: the new code's first call mints and sells before anybody can have seen it. */
export async function stealInOneTransaction(theft: Theft): Promise<void> {
  const { world, say } = theft;
  const { people, at } = world;
  const implementation = await deployMalice(theft, 'CertTokenOneTx');
  say('the thief, who has the deployer’s key, has put his own code on the chain');
  const grab = encodeFunctionData({
    abi: abiOf('CertTokenOneTx'),
    functionName: 'grab',
    args: [[at.bnbPair, at.usdcPair], [FIGURES.bnbDump.cert, FIGURES.usdcDump.cert], people.thief.account.address],
  });
  await act(theft, [
    {
      kind: 'upgrade',
      step: call(people.deployer, 'ProxyAdmin', at.proxyAdmin, 'upgradeAndCall', [at.token, implementation, grab]),
    },
  ]);
  say('the thief has upgraded aBNBc, minted and sold in one transaction');
  for (const one of mintActs(world)) await act(theft, [one]);
  await handOver(theft);
  const redeeming = redeem(theft);
  await carryAway(theft);
  await redeeming;
}
