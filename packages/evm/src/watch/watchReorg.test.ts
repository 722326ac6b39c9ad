import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chain, Contract, EvmAddress } from '@portcullis/model';
import { callData, contractNamed, type LocalEstate, localEstate } from '../testing/localEstate.ts';
import { watching } from '../testing/watching.ts';

const THIEF = '0xf3a465c9fa6663ff50794c698f600faa4b05c777' as EvmAddress;

let estate: LocalEstate;
let chain: Chain;
let proxy: EvmAddress;
let admin: EvmAddress;
let implementation: EvmAddress;
let contracts: Contract[];

beforeAll(async () => {
  estate = await localEstate(56);
  chain = { name: 'bsc', id: estate.chain, rpc: [], depth: undefined };
  ({ proxy, admin, implementation } = await estate.token());
  contracts = [contractNamed('aBNBc', estate.account(proxy), { kind: 'proxy-token', admin: estate.account(admin) })];
  await estate.mine(5);
});
afterAll(() => estate.node.close());

const mint = (units: bigint): Promise<unknown> =>
  estate.send(proxy, callData('CertToken', 'mint(address,uint256)', THIEF, units));

describe('a reorganisation', () => {
  it.each(['ws', 'http'] as const)(
    'over %s: names the ancestor and what it dropped, then reads the new blocks',
    async (way) => {
      const watch = watching(chain, [estate.node[way]], contracts);
      await watch.until((events) => events.length > 0);
      const next = await estate.deploy('CertTokenUnguarded');
      const ancestor = await estate.block();
      await estate.send(admin, callData('ProxyAdmin', 'upgrade(address,address)', proxy, next));
      await mint(5n);
      await watch.reached(await estate.block());
      expect(watch.effects().map((effect) => effect.kind)).toEqual(['upgrade', 'mint']);

      await estate.node.rpc('anvil_reorg', [2, []]);
      await mint(6n);
      const tip = await estate.block();
      await watch.reached(tip);
      const reorg = watch.events.find((event) => event.type === 'reorg');
      expect(reorg).toMatchObject({
        ancestor,
        dropped: [{ number: ancestor.number + 1 }, { number: ancestor.number + 2 }],
      });
      // The state to compare with is the ancestor's: the old implementation is no news.
      expect(watch.effects()).toMatchObject([{ kind: 'mint', units: '6' }]);
      expect(watch.blocks().at(-1)?.facts[0]?.implementation).toBe(implementation);
      await watch.stop();
    },
  );

  it('that happens while the watch is off is found when it starts again', async () => {
    const first = watching(chain, [estate.node.ws], contracts);
    await first.until((events) => events.length > 0);
    await mint(1n);
    await mint(2n);
    await first.reached(await estate.block());
    await first.stop();
    await estate.node.rpc('anvil_reorg', [2, []]);
    await mint(3n);
    const second = watching(chain, [estate.node.ws], contracts, { resume: first.cursor() });
    await second.reached(await estate.block());
    expect(second.events[0]).toMatchObject({
      type: 'reorg',
      dropped: first
        .blocks()
        .slice(-2)
        .map(({ number, hash }) => ({ number, hash })),
    });
    expect(second.effects()).toMatchObject([{ kind: 'mint', units: '3' }]);
    await second.stop();
  });

  it('deeper than what is remembered is a gap, never a guess', async () => {
    const watch = watching(chain, [estate.node.http], contracts);
    await watch.until((events) => events.length > 0);
    await mint(1n);
    await watch.reached(await estate.block());
    await estate.node.rpc('anvil_reorg', [5, []]);
    await mint(9n);
    await watch.until((events) => events.some((event) => event.type === 'gap'), 'a gap');
    expect(watch.events.findLast((event) => event.type === 'gap')).toMatchObject({
      why: expect.stringContaining('shares no block'),
    });
    await watch.stop();
  });
});

describe('a restart', () => {
  it('reads what was missed, in order, and compares with the state from before', async () => {
    const first = watching(chain, [estate.node.ws], contracts);
    await first.until((events) => events.length > 0);
    await first.stop();
    const seen = first.blocks().length;
    await mint(1n);
    // The node takes a transaction before it has mined it: the slot must change after.
    await estate.mine();
    await estate.node.rpc('anvil_setStorageAt', [
      proxy,
      '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
      `0x${'0'.repeat(24)}${THIEF.slice(2)}`,
    ]);
    await estate.mine(70);
    await estate.node.rpc('anvil_setStorageAt', [
      proxy,
      '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
      `0x${'0'.repeat(24)}${implementation.slice(2)}`,
    ]);
    await estate.mine();
    const second = watching(chain, [estate.node.ws], contracts, { resume: first.cursor() });
    await second.reached(await estate.block());
    const kinds = second.effects().map((effect) => effect.kind);
    expect(kinds.filter((kind) => kind === 'upgrade').length).toBe(2);
    expect(kinds).toContain('mint');
    expect(second.blocks()[0]?.number).toBe((first.blocks()[seen - 1]?.number ?? 0) + 1);
    await second.stop();
  });

  it('in the middle of catching up leaves nothing out and gives nothing twice', async () => {
    const start = watching(chain, [estate.node.ws], contracts);
    await start.until((events) => events.length > 0);
    await start.stop();
    for (let units = 1n; units <= 12n; units++) await mint(units);
    let cursor = start.cursor();
    const units: string[] = [];
    for (let round = 0; round < 4; round++) {
      let left = 3;
      const watch = watching(chain, [estate.node.ws], contracts, {
        resume: cursor,
        // Dies before the consumer has the fourth block: it must come again.
        before: (event) => {
          if (event.type === 'block' && left-- === 0) throw new Error('killed');
        },
      });
      const ended = await Promise.race([
        watch.ended,
        watch.reached(await estate.block()).then(
          () => undefined,
          () => undefined,
        ),
      ]);
      if (ended !== undefined) expect(ended).toMatchObject({ message: 'killed' });
      await watch.stop();
      units.push(...watch.effects().map((effect) => ('units' in effect ? effect.units : '')));
      cursor = watch.cursor();
    }
    expect(units).toEqual(Array.from({ length: 12 }, (_, at) => String(at + 1)));
  });

  it('takes the baseline of a contract that is new in the estate where the watch stopped', async () => {
    const first = watching(chain, [estate.node.ws], []);
    await first.until((events) => events.length > 0);
    await first.stop();
    await mint(4n);
    const second = watching(chain, [estate.node.ws], contracts, { resume: first.cursor() });
    await second.reached(await estate.block());
    expect(second.effects()).toMatchObject([{ kind: 'mint', units: '4' }]);
    await second.stop();
  });
});

describe('finality', () => {
  it('by depth follows the tip', async () => {
    const watch = watching({ ...chain, depth: { safe: 1, final: 3 } }, [estate.node.ws], contracts);
    await watch.until((events) => events.length > 0);
    for (let at = 0; at < 5; at++) {
      await estate.mine();
      await watch.reached(await estate.block());
    }
    const tip = await estate.block();
    await watch.until(
      (events) => events.some((event) => event.type === 'finality' && event.final?.number === tip.number - 3),
      'finality',
    );
    expect(watch.events.findLast((event) => event.type === 'finality')).toMatchObject({
      safe: { number: tip.number - 1 },
    });
    await watch.stop();
  });

  it("by the node's own tags", async () => {
    const quick = await localEstate(31337, ['--slots-in-an-epoch', '1']);
    await quick.mine(5);
    const watch = watching({ name: 'local', id: quick.chain, rpc: [], depth: undefined }, [quick.node.ws], []);
    await watch.until((events) => events.some((event) => event.type === 'finality'), 'finality');
    const last = watch.events.findLast((event) => event.type === 'finality');
    expect(last).toMatchObject({ safe: { number: expect.any(Number) }, final: { hash: expect.stringMatching(/^0x/) } });
    await watch.stop();
    await quick.node.close();
  });
});
