import { describe, expect, it } from 'vitest';
import type { Figure } from './benchmark.ts';
import { judge } from './judge.ts';

const base: Figure = { name: 'rate', value: 300, unit: '1/s', against: { name: 'peer', value: 100 } };

describe('a floor', () => {
  it.each([
    ['value', { atLeast: 300 }, 'met'],
    ['value', { atLeast: 301 }, 'missed'],
    ['value', { atMost: 300 }, 'met'],
    ['value', { atMost: 299 }, 'missed'],
    ['value', { atLeast: 1, atMost: 2 }, 'missed'],
    ['ratio', { atLeast: 3 }, 'met'],
    ['ratio', { atLeast: 3.1 }, 'missed'],
    ['ratio', { atMost: 2.9 }, 'missed'],
  ] as const)('on the %s of %o is %s', (of, bounds, verdict) => {
    expect(judge({ ...base, floor: { of, ...bounds } }, false).verdict).toBe(verdict);
  });

  it('on a ratio without a peer, or on no number, is missed', () => {
    expect(judge({ ...base, against: undefined, floor: { of: 'ratio', atLeast: 1 } }, false).verdict).toBe('missed');
    expect(judge({ ...base, value: Number.NaN, floor: { of: 'value', atMost: 1 } }, false).verdict).toBe('missed');
    const nothing = { name: 'peer', value: 0 };
    expect(judge({ ...base, against: nothing, floor: { of: 'ratio', atLeast: 1 } }, false).verdict).toBe('missed');
  });

  it('is not judged where there is none, nor in a quick run', () => {
    expect(judge(base, false)).toMatchObject({ ratio: 3, verdict: 'unjudged' });
    expect(judge({ ...base, floor: { of: 'value', atLeast: 301 } }, true).verdict).toBe('unjudged');
  });
});
