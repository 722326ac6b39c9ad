import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineStartsOf, placeOf, excerpt, textOf } from './textOf.ts';

describe('places', () => {
  test('count lines and columns from 1', () => {
    const text = 'one\ntwo three\n';
    const place = placeOf('a.js', text, lineStartsOf(text), { start: 8, end: 13 }, 'is here');
    expect(place).toEqual({
      file: 'a.js',
      line: 2,
      column: 5,
      endLine: 2,
      endColumn: 10,
      text: 'three',
      what: 'is here',
    });
  });

  test('point back at the same offset', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'é', '\n', '😀')).map((parts) => parts.join('')),
        fc.nat(),
        (text, at) => {
          const start = text.length === 0 ? 0 : at % text.length;
          const { line = 0, column = 0 } = placeOf('a', text, lineStartsOf(text), { start, end: start }, '');
          expect((lineStartsOf(text)[line - 1] ?? Number.NaN) + column - 1).toBe(start);
        },
      ),
    );
  });
});

describe('what a terminal would obey', () => {
  test.each([
    ['\u001B[2Jgone', String.raw`\u{1b}[2Jgone`],
    ['a\u202Eb', String.raw`a\u{202e}b`],
    ['a\u200Bb', String.raw`a\u{200b}b`],
  ])('%j is made visible', (text, seen) => {
    expect(excerpt(text)).toBe(seen);
  });

  test('an excerpt ends', () => {
    expect(excerpt('x'.repeat(1_000))).toHaveLength(160);
  });
});

test('a byte order mark is not part of the text', () => {
  expect(textOf({ bytes: Uint8Array.of(0xef, 0xbb, 0xbf, 0x61) })).toBe('a');
});
