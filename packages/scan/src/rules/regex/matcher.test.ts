import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from './compileRegex.ts';
import { createMatcher } from './matcher.ts';
import { parseRegex } from './parseRegex.ts';

const SEED = Number(process.env['SEED'] ?? 1);
const matcherOf = (text: string, anyCase = false): ((line: string) => number) =>
  createMatcher(compileRegex(parseRegex(text, anyCase)));

/** Expressions made of the parts that both know. */
const regex: fc.Arbitrary<string> = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'c',
      '_',
      ' ',
      '.',
      '\\d',
      '\\w',
      '\\W',
      '\\s',
      '[ab]',
      '[^a]',
      '[a-c_]',
      '\\.',
      '^',
      '$',
      '\\b',
      '\\B',
      '',
    ),
    fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => a + b),
    fc.tuple(tie('whole'), tie('whole')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('whole'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}', '*?'))
      .map(([a, quantifier]) => `(?:${a})${quantifier}`),
  ),
})).whole;
const line = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '_', ' ', '.', '1', 'é', '\ud83d'), maxLength: 12 });

describe('the matcher', () => {
  it('agrees with the engine of JavaScript on whether and where the first match ends', () => {
    fc.assert(
      fc.property(regex, line, fc.boolean(), (text, given, anyCase) => {
        const shortest = Array.from({ length: given.length + 1 }, (_, end) => end).find((end) =>
          new RegExp(`^[^]*?(?:${text})(?<=^[^]{${end}})`, anyCase ? 'i' : '').test(given),
        );
        expect(matcherOf(text, anyCase)(given)).toBe(shortest ?? -1);
      }),
      { numRuns: 2000, seed: SEED },
    );
  });

  it('needs no more for an expression that explodes elsewhere', () => {
    const text = `${'a'.repeat(50_000)}!`;
    for (const evil of ['(a+)+$', '^(a|a)*$', '^(a|aa)+$', 'a*a*a*a*a*b', '([a-z]+)*\\d', '(.*a){20}b'])
      expect(matcherOf(evil)(text), evil).toBe(-1);
  });

  it('keeps its table bounded and its answers right when the table is begun anew', () => {
    const match = matcherOf('a.{12}b');
    const random = fc.sample(fc.string({ unit: fc.constantFrom('a', 'c'), minLength: 5000, maxLength: 5000 }), {
      numRuns: 3,
      seed: SEED,
    });
    for (const text of random) {
      expect(match(text)).toBe(-1);
      expect(match(`${text}a${'c'.repeat(12)}b`)).toBe(5014);
    }
  });

  it.each([
    ['(a', 'a group that is not closed'],
    ['a)', 'a ) that closes nothing'],
    ['[a', 'a class [ that is not closed'],
    ['*a', 'nothing before the quantifier *'],
    ['a**', 'a quantifier after a quantifier'],
    ['(a)\\1', 'a back reference'],
    ['(?=a)', 'look around'],
    ['(?<n>a)', 'look around or a named group'],
    ['a{300}', 'more than 200 repetitions'],
    ['a{3,2}', 'numbers out of order'],
    ['[z-a]', 'from a lower sign to a higher'],
    ['\\q', 'no meaning'],
    ['\\x1', 'hexadecimal'],
    ['(?:(?:a{200}){200})', 'more than 2000 states'],
    ['a'.repeat(1001), 'longer than 1000'],
    ['('.repeat(60), 'nested deeper'],
  ])('refuses %s', (text, why) => {
    expect(() => matcherOf(text)).toThrow(why);
  });
});
