import { digestOf, type Effect, type Entry, type EntryBody, type Estate, parseEstate } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { entryOf, judgeChanges, judgeReorg } from './judge.ts';
import { createWorld, type World } from './world.ts';

const WALLET = `eip155:56:0x${'b2'.repeat(20)}`;
const TOKEN = `0x${'a1'.repeat(20)}`;
const text = `estate: Judged
custodians:
  - {id: alice, keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}']}
policies: {}
chains:
  bsc: {id: 'eip155:56', rpc: ['http://127.0.0.1:1']}
  other: {id: 'eip155:97', rpc: ['http://127.0.0.1:1']}
contracts:
  - {id: hot, at: '${WALLET}', kind: wallet, assets: ['eip155:56/erc20:${TOKEN}'], free: '100'}
`;
const parsed = parseEstate(text);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const estate: Estate = parsed.estate;

const hash = (digit: string) => `0x${digit.repeat(64)}` as never;
const outflow = (id: string, block: string, units: string, index = 0): Effect => ({
  id,
  kind: 'outflow',
  from: WALLET as never,
  to: `eip155:56:0x${'c3'.repeat(20)}` as never,
  asset: `eip155:56/erc20:${TOKEN}` as never,
  units,
  at: { ms: 1000, source: 'block' },
  position: { chain: 'eip155:56' as never, block: 1, hash: hash(block), index },
  evidence: [],
});

/** A world that has seen these, as the journal would tell it. */
function seen(...bodies: EntryBody[]): World {
  const world = createWorld();
  const entries: EntryBody[] = [
    { type: 'estate.adopted', body: { digest: digestOf(text), text, intent: null } },
    ...bodies,
  ];
  entries.forEach((body, index) =>
    world.apply({ index, entry: entryOf(body, { actor: 'server', now: 1000, key: `k${index}` }) }),
  );
  return world;
}
const observed = (effect: Effect): EntryBody => ({ type: 'effect.observed', body: { effect } });
const types = (entries: readonly Entry[]): string[] => entries.map((entry) => entry.type);

describe('judging', () => {
  it('goes by the verdict as it is when its turn comes, not as it was when the change was noted', () => {
    const effect = outflow('e1', '1', '500');
    const world = seen(observed(effect));
    const bench = { world, estate, now: 2000 };
    const [raised] = judgeChanges(bench, world.takeChanges());
    if (raised === undefined) throw new Error('nothing was raised');
    world.apply({ index: world.size, entry: raised });
    const permit = digestOf('permit');
    expect(judgeChanges(bench, [{ effect, before: { is: 'absent' }, after: { is: 'permitted', permit } }])).toEqual([]);
    const wavering = [{ is: 'permitted', permit } as const, { is: 'absent' } as const].map((after) => ({
      effect,
      before: undefined,
      after,
    }));
    expect(judgeChanges(bench, wavering)).toEqual([]);
  });

  it('counts what a wallet may lose freely anew for a block that returns', () => {
    const first = outflow('e1', '1', '60');
    const world = seen(
      observed(first),
      {
        type: 'sensor.reorged',
        body: {
          chain: 'eip155:56' as never,
          ancestor: { number: 0, hash: hash('0') },
          dropped: [{ number: 1, hash: hash('1') }],
        },
      },
      { type: 'effect.retracted', body: { effect: 'e1', why: 'reorganised' } },
      observed({ ...first, id: 'e1#2' }),
    );
    expect(world.takeChanges()).toEqual([]);
  });

  // Each effect once looked through all findings; a block of these then held the server up for most of a minute.
  it('takes back a block full of breaches', () => {
    const effects = Array.from({ length: 12_000 }, (_, at) => outflow(`e${at}`, '1', '500', at));
    const world = seen(...effects.map(observed));
    const bench = { world, estate, now: 2000 };
    const [bsc] = estate.chains;
    if (bsc === undefined) throw new Error('a chain');
    for (const entry of judgeChanges(bench, world.takeChanges())) world.apply({ index: world.size, entry });
    const entries = judgeReorg(bench, bsc, { number: 0, hash: hash('0') }, [{ number: 1, hash: hash('1') }]);
    expect(types(entries).filter((type) => type === 'finding.retracted')).toHaveLength(12_000);
  });

  it('takes back nothing of another chain, though its blocks be the same', () => {
    const world = seen(observed(outflow('e1', '1', '500')));
    const bench = { world, estate, now: 2000 };
    const ancestor = { number: 0, hash: hash('0') };
    const dropped = [{ number: 1, hash: hash('1') }];
    const [bsc, other] = estate.chains;
    if (bsc === undefined || other === undefined) throw new Error('two chains');
    expect(types(judgeReorg(bench, other, ancestor, dropped))).toEqual(['sensor.reorged']);
    expect(types(judgeReorg(bench, bsc, ancestor, dropped))).toContain('effect.retracted');
  });
});
