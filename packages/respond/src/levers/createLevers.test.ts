import { type Estate, parseEstate } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { sleepOrStop } from '../sleepOrStop.ts';
import { estateText } from '../testing/estateText.ts';
import { type PauseWorld, startPauseWorld } from '../testing/pauseWorld.ts';
import { rpcOf } from '../testing/poolLever.ts';
import { createLevers } from './createLevers.ts';

const never = new AbortController().signal;
const parsed = (text: string): Estate => {
  const result = parseEstate(text);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.estate;
};
const leversOf = (estate: Estate, world?: PauseWorld): ReturnType<typeof createLevers> =>
  createLevers({
    estate,
    rpc: () => (world === undefined ? () => Promise.reject(new Error('no node')) : rpcOf(world)),
    secret: () => Promise.resolve(world?.pauser ?? ''),
    sleep: sleepOrStop,
    mined: { poll: 10 },
  });

describe('the levers of an estate', () => {
  it('are one for each gate, and gates of one key share its nonces', async () => {
    const world = await startPauseWorld();
    const pools = [await world.pool(), await world.pool(), await world.pool()];
    const gates = pools.map(
      (pool, at) =>
        `  - {id: pool-${at}, lever: evm-pause, key: {env: KEY}, targets: [{pauses: '${pool}', via: '${world.guardian}'}]}`,
    );
    const estate = parsed(
      estateText({ gates: [...gates, '  - {id: desk, lever: hold}'].join('\n'), playbooks: '  []' }),
    );
    const levers = leversOf(estate, world);
    expect([...levers.keys()]).toEqual(['pool-0', 'pool-1', 'pool-2', 'desk']);
    await Promise.all([...levers.values()].map((lever) => lever.drop({ order: 'o', breached: new Set() }, never)));
    expect(await Promise.all(pools.map((pool) => world.paused(pool)))).toEqual([true, true, true]);
    expect(await world.mined(world.pauser)).toHaveLength(3);
    await world.node.close();
  });

  it('are refused for a gate on two chains', () => {
    const two = estateText({
      gates: `  - {id: pool, lever: evm-pause, key: {env: KEY}, targets: [{pauses: 'eip155:31337:0x${'1'.repeat(40)}'}, {pauses: 'eip155:1:0x${'2'.repeat(40)}'}]}`,
      playbooks: '  []',
    }).replace('chains:', "chains:\n  main: {id: 'eip155:1', rpc: ['ws://127.0.0.1:1']}");
    expect(() => leversOf(parsed(two))).toThrow(
      expect.objectContaining({ code: 'wrong-chain', found: `eip155:1:0x${'2'.repeat(40)}` }),
    );
  });

  it('tell in check that the node is silent', async () => {
    const estate = parsed(
      estateText({
        gates: `  - {id: pool, lever: evm-pause, key: {env: KEY}, targets: [{pauses: 'eip155:31337:0x${'1'.repeat(40)}'}]}`,
        playbooks: '  []',
      }),
    );
    const levers = createLevers({
      estate,
      rpc: () => () => Promise.reject(new Error('no node')),
      secret: () => Promise.resolve('1'.repeat(64)),
      sleep: sleepOrStop,
    });
    const checks = (await levers.get('pool')?.check(never)) ?? [];
    expect(checks).toMatchObject([
      { ok: false, what: expect.stringMatching(/^the key: The node did not answer/) as string },
    ]);
  });
});
