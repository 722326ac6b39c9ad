import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('a duration', () => {
  it.each([
    ['450ms', 450],
    ['30s', 30_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['0s', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 'h', '1.5h', '-1h', '1 h', '1w', '1h30m', '9999999s'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('is shown in its largest whole unit, and read back', () => {
    expect([86_400_000, 5_400_000, 1500].map(formatDuration)).toEqual(['1d', '90m', '1500ms']);
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), (ms) => parseDuration(formatDuration(ms)) === ms));
  });
});
