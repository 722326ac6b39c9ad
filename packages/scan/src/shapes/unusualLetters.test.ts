import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unusualLetters } from './unusualLetters.ts';

/** Another run: `SEED=7 npx vitest run packages/scan/src/shapes/unusualLetters.test.ts`. */
const SEED = Number(process.env['SEED'] ?? 1);

/** What takes no place, or is shown as a box, in parts: a linter takes some of them for one letter. */
const HIDDEN = new RegExp(
  `[${[
    '\\u00AD\\u115F\\u1160\\u3164\\uFFA0\\uFEFF\\u17B4\\u17B5\\u180B-\\u180F',
    '\\u200B-\\u200D\\u2060-\\u2064\\u206A-\\u206F\\uFE00-\\uFE0F\\u{E0000}-\\u{E0FFF}',
    '\\uE000-\\uF8FF\\u{F0000}-\\u{10FFFD}',
  ].join('')}]{16,}`,
  'u',
);

const letter = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom('a', '\u00AD', '\u200B', '\u{E0041}', '\uE001', '\u202E', '\u2066') },
  { weight: 2, arbitrary: fc.constantFrom('\u0430', '\u03BF', '\u3164', 'é', '\n', '\uFFFD') },
);
const text = fc
  .array(fc.tuple(letter, fc.integer({ min: 1, max: 20 })), { maxLength: 12 })
  .map((parts) => parts.map(([one, times]) => one.repeat(times)).join(''));

const seen = (one: string): ReturnType<typeof unusualLetters> => unusualLetters(one, Buffer.byteLength(one));

test('whatever a pattern finds is announced, and letters exactly', () => {
  fc.assert(
    fc.property(text, (one) => {
      const { turn, hide, lookAlike } = seen(one);
      expect(turn).toBe(/[\u202A-\u202E\u2066-\u2069]/.test(one));
      expect(lookAlike).toBe(/[\u0370-\u058F\u115F\u1160\u3164\uFFA0]/.test(one));
      if (HIDDEN.test(one)) expect(hide).toBe(true);
      if (/^[\0-\xac]*$/.test(one)) expect({ turn, hide, lookAlike }).toEqual(seen(''));
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test('a byte that is no UTF-8 does not make a text plain', () => {
  const bytes = Buffer.from([0xff, 0x61, 0xff, 0xe2, 0x80, 0xae]);
  const decoded = new TextDecoder().decode(bytes);
  expect(unusualLetters(decoded, bytes.length)).toMatchObject({ turn: true });
});
