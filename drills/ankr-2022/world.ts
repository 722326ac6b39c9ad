import { artifact } from '@portcullis/contracts';
import { type Address, encodeFunctionData, getContractAddress, type Hex, toHex } from 'viem';
import { abiOf, type Actor, actor, call, type Chain, create, type Step } from '../src/chain.ts';
import { DrillFault } from '../src/drillFault.ts';
import type { Seeded } from '../src/seeded.ts';
import { FIGURES } from './figures.ts';

const PEOPLE = [
  'deployer',
  'lp',
  'holder1',
  'holder2',
  'holder3',
  'desk',
  'marketOperator',
  'guardianKey',
  'thief',
  'accomplice',
  'trader',
  'owner1',
  'owner2',
  'owner3',
] as const;
export type Person = (typeof PEOPLE)[number];

const CONTRACTS = [
  'wbnb',
  'proxyAdmin',
  'firstImplementation',
  'token',
  'bond',
  'pool',
  'multisig',
  'guardian',
  'usdc',
  'bnbPair',
  'usdcPair',
  'busd',
  'hay',
  'market',
  'hayPool',
] as const;
export type Place = (typeof CONTRACTS)[number];

/** The estate that the drill attacks, as it stands on the chain. */
export interface World {
  readonly chain: Chain;
  readonly people: Readonly<Record<Person, Actor>>;
  readonly at: Readonly<Record<Place, Address>>;
}

/** Where the thief's loot goes: nobody has a key to these. */
export const MIXER: Address = `0x${'0'.repeat(36)}1eaf`;
export const BRIDGE: Address = `0x${'0'.repeat(35)}b41d6`;

/** Deploys the estate with keys of the seed and puts the liquidity in. Value comes only from `anvil_setBalance`. */
export async function buildWorld(chain: Chain, seed: Seeded): Promise<World> {
  const people = Object.fromEntries(PEOPLE.map((name) => [name, actor(name, seed.key(name))])) as Record<Person, Actor>;
  const purse: Partial<Record<Person, bigint>> = {
    lp: 300_000n * 10n ** 18n,
    desk: FIGURES.desk.wallet + 10n ** 18n,
    holder1: 5000n * 10n ** 18n,
    holder2: 5000n * 10n ** 18n,
    holder3: 5000n * 10n ** 18n,
  };
  await Promise.all(
    PEOPLE.map((name) =>
      chain.rpc('anvil_setBalance', [people[name].account.address, toHex(purse[name] ?? 100n * 10n ** 18n)]),
    ),
  );

  const by = (name: Person, nonce: number): Address =>
    getContractAddress({ from: people[name].account.address, nonce: BigInt(nonce) });
  const ours = [
    'wbnb',
    'proxyAdmin',
    'firstImplementation',
    'token',
    'bond',
    'pool',
    'multisig',
    'guardian',
    'usdc',
    'bnbPair',
    'usdcPair',
  ] as const;
  const theirs = ['busd', 'hay', 'market', 'hayPool'] as const;
  const at = Object.fromEntries([
    ...ours.map((name, nonce) => [name, by('deployer', nonce)]),
    ...theirs.map((name, nonce) => [name, by('marketOperator', nonce)]),
  ]) as Record<Place, Address>;
  const world: World = { chain, people, at };
  await mined(chain, [...deployed(world), ...marketDeployed(world)]);
  await mined(chain, await configured(world));
  await mined(chain, funded(world));
  return world;
}

/** Sends steps and has their block mined now instead of at its time. Throws `step-failed` when one was reverted. */
async function mined(chain: Chain, steps: readonly Step[]): Promise<void> {
  const sent = chain.send(steps);
  await chain.rpc('evm_mine', []);
  const failed = (await sent).findIndex((one) => !one.ok);
  if (failed >= 0)
    throw new DrillFault('step-failed', {
      message: 'The estate could not be built.',
      found: `step ${failed} by ${steps[failed]?.by.name} was reverted`,
    });
}

function deployed({ people: { deployer, owner1, owner2, owner3 }, at }: World): Step[] {
  const initialize = encodeFunctionData({
    abi: abiOf('CertToken'),
    functionName: 'initialize',
    args: [deployer.account.address],
  });
  return [
    create(deployer, 'WBNB'),
    create(deployer, 'ProxyAdmin'),
    create(deployer, 'CertToken'),
    create(deployer, 'TransparentUpgradeableProxy', [at.firstImplementation, at.proxyAdmin, initialize]),
    create(deployer, 'CertBond', [at.token, at.pool]),
    create(deployer, 'StakingPool', [at.bond, FIGURES.buffer, at.guardian]),
    create(deployer, 'Multisig', [[owner1, owner2, owner3].map((owner) => owner.account.address), 2n]),
    create(deployer, 'Guardian', [at.multisig]),
    create(deployer, 'StableToken', ['USD Coin', 'USDC']),
    create(deployer, 'Pair', [at.wbnb, at.token, at.guardian]),
    create(deployer, 'Pair', [at.usdc, at.token, at.guardian]),
  ];
}

function marketDeployed({ people: { marketOperator }, at }: World): Step[] {
  const { borrows, gets } = FIGURES.trader;
  return [
    create(marketOperator, 'StableToken', ['Binance USD', 'BUSD']),
    create(marketOperator, 'StableToken', ['Hay Stablecoin', 'HAY']),
    create(marketOperator, 'Market', [
      at.token,
      at.hay,
      FIGURES.bnbPrice * 10n ** 18n,
      borrows,
      marketOperator.account.address,
    ]),
    // Rounded up, so that the whole loan sells for what it sold for.
    create(marketOperator, 'HayPool', [at.hay, at.busd, (gets * 10n ** 18n + borrows - 1n) / borrows]),
  ];
}

async function configured(world: World): Promise<Step[]> {
  const { at, people } = world;
  const { deployer, marketOperator } = people;
  const pausers = await Promise.all(
    [at.pool, at.bnbPair, at.usdcPair, at.token].map((target, nonce) => namePauser(world, target, nonce)),
  );
  return [
    call(deployer, 'CertToken', at.token, 'changeBond', [at.bond]),
    call(deployer, 'StableToken', at.usdc, 'mint', [at.usdcPair, FIGURES.usdcPair.usdc]),
    call(marketOperator, 'StableToken', at.hay, 'transferOwnership', [at.market]),
    call(marketOperator, 'StableToken', at.busd, 'mint', [at.hayPool, FIGURES.trader.gets + 10n ** 18n]),
    ...pausers,
  ];
}

/** Two of three owners sign that the estate's key may drop a target; anybody may carry that to the chain. */
async function namePauser({ chain, people, at }: World, target: Address, nonce: number): Promise<Step> {
  const data = encodeFunctionData({
    abi: abiOf('Guardian'),
    functionName: 'setPauser',
    args: [target, people.guardianKey.account.address, true],
  });
  const domain = { name: 'Multisig', chainId: Number(await chain.rpc('eth_chainId')), verifyingContract: at.multisig };
  const types = {
    Execute: [
      { name: 'to', type: 'address' },
      { name: 'data', type: 'bytes' },
      { name: 'nonce', type: 'uint256' },
    ],
  } as const;
  const signers = [people.owner1, people.owner2]
    .map((one) => one.account)
    .toSorted((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));
  const message = { to: at.guardian, data, nonce: BigInt(nonce) };
  const signatures = await Promise.all(
    signers.map((one) => one.signTypedData({ domain, types, primaryType: 'Execute', message })),
  );
  return call(people.lp, 'Multisig', at.multisig, 'execute', [at.guardian, data, signatures]);
}

function funded({ people: { lp }, at }: World): Step[] {
  const { bnbPair, usdcPair, staked } = FIGURES;
  return [
    call(lp, 'StakingPool', at.pool, 'stake', [], bnbPair.cert + usdcPair.cert + staked),
    call(lp, 'WBNB', at.wbnb, 'deposit', [], bnbPair.bnb),
    call(lp, 'WBNB', at.wbnb, 'transfer', [at.bnbPair, bnbPair.bnb]),
    call(lp, 'CertToken', at.token, 'transfer', [at.bnbPair, bnbPair.cert]),
    call(lp, 'CertToken', at.token, 'transfer', [at.usdcPair, usdcPair.cert]),
  ];
}

/** Functions of the token that its owners know. */
export const TOKEN_INTERFACE: readonly string[] = Object.keys(artifact('CertTokenV2Pausable').methods);

/** The call of the thief's unguarded mint, which has no name. */
export function rawMint(to: Address, amount: bigint): Hex {
  return `${FIGURES.mintSelector}${to.slice(2).toLowerCase().padStart(64, '0')}${amount.toString(16).padStart(64, '0')}`;
}
