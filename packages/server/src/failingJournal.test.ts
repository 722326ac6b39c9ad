import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatehouseUnderFire, type GatehouseUnderFire } from './testing/gatehouseUnderFire.ts';
import type { Started } from './testing/serverFixture.ts';

let house: GatehouseUnderFire;
let running: Started;
let journalThread: Worker | undefined;

beforeEach(async () => {
  house = await gatehouseUnderFire(1);
  house.mend();
  // The journal's writer is the first thread that a server starts; without it no append can succeed.
  process.once('worker', (worker) => {
    journalThread = worker as Worker;
  });
  running = await house.fixture.start();
});
afterEach(() => house.close());

/** Long enough for a server that acted to be seen: it pauses within a fraction of this. */
const enoughToAct = (): Promise<void> => sleep(1_500);

describe('a server whose journal takes no more entries', () => {
  it('stops with the fault and acts upon nothing; the next one finds what happened, and acts', async () => {
    await journalThread?.terminate();
    await house.steal();
    await expect(running.server.closed).rejects.toMatchObject({ name: 'ServerFault', code: 'journal-failed' });
    await enoughToAct();
    expect(await house.paused()).toBe(false);
    expect(house.hooks.received).toEqual([]);
    await expect(running.ask('/v1/status')).rejects.toThrow('fetch failed');

    running = await house.fixture.start();
    await expect.poll(house.paused).toBe(true);
    await expect.poll(() => running.server.status().gates.map(({ state }) => state)).toEqual(['down', 'down']);
    await expect.poll(() => house.accepted.size).toBeGreaterThanOrEqual(3);
    expect(running.server.status().findings).toMatchObject([{ rule: 'mint.unpermitted', retracted: null }]);
    await running.stop();
  });

  it('takes no proposal, and does not say that it did', async () => {
    await journalThread?.terminate();
    const proposal = running.propose(house.fixture.intent({ kind: 'drop', gate: 'pool' }), house.fixture.keys.alice);
    // Where the sensor met the dead journal first, the server is gone already and gives no answer at all.
    const status = await proposal.then(
      (answer) => answer.status,
      () => 'no answer',
    );
    expect([500, 503, 'no answer']).toContain(status);
    await expect(running.server.closed).rejects.toMatchObject({ code: 'journal-failed' });
    await enoughToAct();
    expect(await house.paused()).toBe(false);
  });
});
