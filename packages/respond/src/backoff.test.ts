import { describe, expect, it } from 'vitest';
import { type Backoff, backoffMs, GATE_BACKOFF, NOTICE_BACKOFF } from './backoff.ts';

describe('the wait before another attempt', () => {
  it('doubles up to its most, half of it by chance', () => {
    const backoff: Backoff = { first: 100, most: 1_000, attempts: 9 };
    expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => backoffMs(backoff, attempt, 1))).toEqual([
      100, 200, 400, 800, 1_000, 1_000, 1_000,
    ]);
    expect([0, 0.5, 1].map((random) => backoffMs(backoff, 2, random))).toEqual([100, 150, 200]);
  });

  it.each([
    ['gates', GATE_BACKOFF],
    ['notices', NOTICE_BACKOFF],
  ])('adds up to about three quarters of an hour for %s, as documented', (_, backoff) => {
    let sum = 0;
    for (let attempt = 1; attempt < backoff.attempts; attempt++) sum += backoffMs(backoff, attempt, 0.5);
    expect(sum / 60_000).toBeGreaterThan(38);
    expect(sum / 60_000).toBeLessThan(52);
  });
});
