import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLiteralMatcher, type Literal } from './literalMatcher.ts';

function found(literals: readonly Literal[], text: string): [string, number][] {
  const all: [string, number][] = [];
  createLiteralMatcher(literals).find(Buffer.from(text), (literal, end) => all.push([literals[literal]!.text, end]));
  return all;
}

test('overlapping literals are all found, each where it ends', () => {
  const literals = ['he', 'she', 'his', 'hers'].map((text) => ({ text }));
  expect(found(literals, 'ushers')).toEqual([
    ['she', 4],
    ['he', 4],
    ['hers', 6],
  ]);
});

test('case counts unless a literal says otherwise', () => {
  expect(found([{ text: 'Fetch' }, { text: 'fetch', ignoreCase: true }], 'FETCH Fetch')).toEqual([
    ['fetch', 5],
    ['Fetch', 11],
    ['fetch', 11],
  ]);
});

test.each([[''], ['ä']])('%j is no literal', (text) => {
  expect(() => createLiteralMatcher([{ text }])).toThrow(/is empty or not ASCII/);
});

test('what is found is what a search for each literal finds', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c'), maxLength: 60 });
  const literal = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', 'B'), minLength: 1, maxLength: 5 }),
    ignoreCase: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(literal, { minLength: 1, maxLength: 8 }), letters, (literals, text) => {
      const expected = literals.flatMap(({ text: wanted, ignoreCase }) => {
        const fold = (of: string): string => (ignoreCase ? of.toLowerCase() : of);
        const ends: string[] = [];
        for (let end = wanted.length; end <= text.length; end++) {
          if (fold(text.slice(end - wanted.length, end)) === fold(wanted)) ends.push(`${wanted} ${end}`);
        }
        return ends;
      });
      const actual = found(literals, text).map(([wanted, end]) => `${wanted} ${end}`);
      expect(actual.toSorted()).toEqual(expected.toSorted());
    }),
  );
});
