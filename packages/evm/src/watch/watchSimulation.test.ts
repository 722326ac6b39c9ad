import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Chain, Contract, EvmAddress } from '@portcullis/model';
import { callData, contractNamed, type LocalEstate, localEstate, word } from '../testing/localEstate.ts';
import { faultyNode, type Misbehaviour } from '../testing/faultyNode.ts';
import { standing, watching } from '../testing/watching.ts';

/** Another run of the same faults: `SEED=7 npx vitest run …/watchSimulation.test.ts`. */
const SEEDS = process.env['SEED']?.split(',').map(Number) ?? [1, 2, 3];
const STEPS = 40;
/** A token whose supply is whatever it was last told, without an event. */
const SILENT_TOKEN = '0x601a600c600039601a6000f3' + '36600414600e57600035600055005b60005460005260206000f3';

let estate: LocalEstate;
let chain: Chain;

beforeAll(async () => {
  estate = await localEstate(56);
  chain = { name: 'bsc', id: estate.chain, rpc: [], depth: undefined };
});
afterAll(() => estate.node.close());

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function fault(next: () => number): Misbehaviour | undefined {
  const roll = next();
  if (roll < 0.04) return 'drop';
  if (roll < 0.08) return 'garbage';
  if (roll < 0.12)
    return (answers) => answers.map(({ id }) => ({ id, error: { code: -32000, message: 'overloaded' } }));
  if (roll < 0.16)
    return (answers) =>
      answers.map((answer) => ({ ...answer, result: Array.isArray(answer.result) ? [] : answer.result }));
  if (roll < 0.18) return 'hang';
  return undefined;
}

async function act(
  next: () => number,
  snapshots: unknown[],
  silent: EvmAddress,
  proxy: EvmAddress,
  admin: EvmAddress,
  codes: readonly EvmAddress[],
): Promise<void> {
  const one = BigInt(Math.floor(next() * 1000) + 1);
  switch (Math.floor(next() * 8)) {
    case 0:
    case 1:
      return void (await estate.send(proxy, callData('CertToken', 'mint(address,uint256)', estate.deployer, one)));
    case 2:
      return void (await estate.send(
        admin,
        callData('ProxyAdmin', 'upgrade(address,address)', proxy, codes[Number(one) % codes.length] as EvmAddress),
      ));
    case 3:
      return void (await estate.send(proxy, callData('CertToken', 'transferOwnership(address)', estate.deployer)));
    case 4:
      return void (await estate.send(silent, `0x${word(one)}`));
    case 5:
      return estate.mine(1 + Math.floor(next() * 3));
    default:
      // A reorganisation takes what was mined since, and sometimes puts the like in its place.
      await estate.node.rpc('evm_revert', [snapshots.splice(Math.floor(-1 - next() * 4))[0]]);
      return next() < 0.5
        ? undefined
        : void (await estate.send(proxy, callData('CertToken', 'mint(address,uint256)', estate.deployer, one)));
  }
}

it.each(SEEDS)('a faulty chain gives the same effects as a read without faults (seed %i)', async (seed) => {
  const next = random(seed);
  const { proxy, admin, implementation } = await estate.token();
  const codes = [
    implementation,
    await estate.deploy('CertTokenV2Pausable', word(admin) + word(admin)),
    await estate.deploy('CertTokenUnguarded'),
  ];
  const silent = await estate.deployCode(SILENT_TOKEN);
  await estate.mine(8);
  const contracts: Contract[] = [
    contractNamed('aBNBc', estate.account(proxy), {
      kind: 'proxy-token',
      admin: estate.account(admin),
      interface: ['mint(address,uint256)'],
    }),
    contractNamed('silent', estate.account(silent), { kind: 'token' }),
  ];
  const node = await faultyNode(estate.node);
  const limits = { timeoutMs: 300 };
  let faulty = watching(chain, [node.ws, node.http], contracts, { limits });
  await faulty.until((events) => events.length > 0, 'the first block');
  const begin = faulty.cursor();
  const runs = [faulty];

  node.misbehave = () => fault(next);
  const snapshots: unknown[] = [];
  for (let step = 0; step < STEPS; step++) {
    snapshots.push(await estate.node.rpc('evm_snapshot'));
    await act(next, snapshots, silent, proxy, admin, codes);
    if (next() < 0.1) node.cut();
    if (next() < 0.08) {
      // Stopped and started again, as after a crash: what the consumer stored is all there is.
      await faulty.stop();
      faulty = watching(chain, [node.ws, node.http], contracts, { limits, resume: faulty.cursor() });
      runs.push(faulty);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.floor(next() * 30)));
  }
  await estate.mine();
  node.misbehave = () => undefined;
  const tip = await estate.block();
  await faulty.reached(tip);
  await faulty.stop();
  await node.close();

  const clean = watching(chain, [estate.node.ws], contracts, { resume: begin });
  await clean.reached(tip);
  await clean.stop();
  const seen = standing(runs.flatMap((run) => run.events));
  const numbers = new Map(seen.map((block) => [block.number, block.hash]));
  expect(seen.length).toBe(numbers.size);
  const told = seen.flatMap((block) => block.effects).map((effect) => effect.id);
  // The clean read begins after the first block, which has no effects.
  const truth = standing(clean.events)
    .flatMap((block) => block.effects)
    .map((effect) => effect.id);
  expect(told.toSorted()).toEqual(truth.toSorted());
  expect(truth.length).toBeGreaterThan(0);
});
