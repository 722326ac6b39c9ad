import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { textSchema } from './schema.ts';
import { wordsOf } from './wordsOf.ts';

describe('the words of others', () => {
  it.each([
    ['plain', 'no answer', 'no answer'],
    ['half a character', 'no \ud83d answer', 'no \ufffd answer'],
    ['too long', 'x'.repeat(5000), `${'x'.repeat(3999)}…`],
    ['cut inside a character', '\u{1f600}'.repeat(2500), `${'\u{1f600}'.repeat(1999)}\ufffd…`],
  ])('can be recorded: %s', (_, text, words) => {
    expect(wordsOf(text)).toBe(words);
    expect(textSchema.parse(wordsOf(text))).toBe(words);
    expect(() => canonicalJson(wordsOf(text))).not.toThrow();
  });
});
