import { afterEach, describe, expect, it } from 'vitest';
import type { DrillResult, Variant } from '../src/drillResult.ts';
import { replay } from '../src/runDrill.ts';
import type { Run } from './run.ts';

let guarded: Run | undefined;
afterEach(async () => {
  await guarded?.close();
  guarded = undefined;
});

async function drill(variant: Variant, blockTime = 0.3): Promise<DrillResult> {
  const over = await replay({
    drill: 'ankr-2022',
    variant,
    blockTime,
    seed: 1,
    json: true,
    stay: false,
    signal: new AbortController().signal,
    out: { write: () => true },
  });
  guarded = over.guarded;
  return over.result;
}

/** What every drill with a theft must show, whatever the thief does. */
const WATCHED = {
  missed: 0,
  false_alarms: 0,
  journal_verified: true,
  detect_ms: expect.any(Number),
  halt_ms: expect.any(Number),
  page_ms: expect.any(Number),
};
const NOTHING = { pool: { bnb: '0', usdc: '0' }, market: { hay: '0' }, desk: { bnb: '0' } };

describe('the Ankr drill', () => {
  it('historic: nothing is lost, and it takes under 90 seconds', async () => {
    const began = performance.now();
    const result = await drill('historic', 0.45);
    expect(result).toMatchObject({ ...WATCHED, loss: 0, losses: { with: NOTHING } });
    expect(result.loss_without).toBeGreaterThan(80_000);
    expect(performance.now() - began).toBeLessThan(90_000);
  });

  it('pause-hijack: the lying pause is recognised and passed over', async () => {
    expect(await drill('pause-hijack')).toMatchObject({ ...WATCHED, loss: 0 });
    const moved = guarded?.defence?.feed.seen.find(
      ({ entry }) => entry.type === 'gate.moved' && entry.body.gate === 'bnb-pair-pause',
    );
    const proof = moved?.entry.type === 'gate.moved' ? moved.entry.body.proof.join(' ') : '';
    expect(proof).toContain('skipped');
    expect(proof.toLowerCase()).toContain(guarded?.world.at.bnbPair.toLowerCase());
  });

  it.each(['same-block', 'one-tx'] as const)(
    '%s: what fits in one block is lost, and nothing after it',
    async (variant) => {
      const result = await drill(variant);
      expect(result).toMatchObject({
        ...WATCHED,
        variant,
        losses: { with: { market: { hay: '0' }, desk: { bnb: '0' } } },
      });
      expect(result.losses.with.pool).toEqual(result.losses.without.pool);
      expect(result.loss).toBeLessThan(result.loss_without / 4);
    },
  );

  it('wrong-code: a permit for other code does not cover it', async () => {
    expect(await drill('wrong-code')).toMatchObject({ ...WATCHED, loss: 0, verdict: 'mismatched' });
  });

  it('signed-upgrade: what all custodians signed is quiet', async () => {
    expect(await drill('signed-upgrade')).toMatchObject({
      missed: 0,
      false_alarms: 0,
      journal_verified: true,
      detect_ms: null,
      halt_ms: null,
      page_ms: null,
      loss: 0,
      loss_without: 0,
      verdict: null,
    });
  });
});
