import { describe, expect, it } from 'vitest';
import { readLimit, readUses } from './readLimit.ts';

describe('an amount as a person writes it', () => {
  it.each([
    ['1500', undefined, '1500'],
    ['1.5', '18', '1500000000000000000'],
    ['0.000001', '6', '1'],
    ['12', '0', '12'],
    ['007', '2', '700'],
  ])('%s with decimals %s is %s units', (text, decimals, units) => {
    expect(readLimit(text, decimals)).toBe(units);
  });

  it.each([
    ['1.5', undefined],
    ['-1', undefined],
    ['1e18', undefined],
    ['1.0000001', '6'],
    ['1', '-1'],
    ['1', '78'],
    ['', '18'],
    [`${2n ** 256n}`, undefined],
    [`${2n ** 256n}`, '0'],
  ])('refuses %s with decimals %s', (text, decimals) => {
    expect(() => readLimit(text, decimals)).toThrow(/^This is not an amount\.$/);
  });

  it.each(['0', '-1', '1.5', '1000000', ''])('refuses %j uses', (text) => {
    expect(() => readUses(text)).toThrow(expect.objectContaining({ code: 'bad-usage' }));
  });
});
