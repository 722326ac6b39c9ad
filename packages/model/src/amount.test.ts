import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnits, parseUnits } from './amount.ts';

const MAX = (1n << 256n) - 1n;

describe('an amount', () => {
  it('is read back as it was written', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: MAX }), (units) => parseUnits(units.toString()) === units));
  });

  it.each([
    ['a sign', '-1'],
    ['a plus', '+1'],
    ['a leading zero', '01'],
    ['a fraction', '1.5'],
    ['an exponent', '1e18'],
    ['hexadecimal', '0x10'],
    ['white space', ' 1'],
    ['nothing', ''],
    ['2^256', (MAX + 1n).toString()],
    ['79 digits', '9'.repeat(79)],
    ['a number, which may have lost digits', 1],
    ['a bigint', 1n],
  ])('is refused with %s', (_, text) => {
    expect(() => parseUnits(text)).toThrow(
      expect.objectContaining({ code: 'bad-amount', found: expect.any(String), expected: expect.any(String) }),
    );
  });

  it.each([
    [1_500_000_000_000_000_000n, 18, '1.5'],
    [1n, 18, '0.000000000000000001'],
    [0n, 18, '0'],
    [-25n, 1, '-2.5'],
    [42n, 0, '42'],
    [MAX, 0, MAX.toString()],
  ])('%s with %i decimals is shown as %s', (units, decimals, text) => {
    expect(formatUnits(units, decimals)).toBe(text);
  });

  it('shown in coins is the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX }), fc.nat(36), (units, decimals) => {
        const [whole = '0', part = ''] = formatUnits(units, decimals).split('.');
        expect(BigInt(whole + part.padEnd(decimals, '0'))).toBe(units);
      }),
    );
  });
});
