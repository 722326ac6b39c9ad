import { describe, expect, it } from 'vitest';
import { shapesIn, verdictsOf } from '../testing/shapesIn.ts';

const blanks = ' '.repeat(400);
/** A payload as bits of two characters without width. */
const zeroWidth = Array.from({ length: 200 }, (_, i) => ((i * 7) % 3 === 0 ? '\u200B' : '\u200C')).join('');
/** A payload as variation selectors, one a byte. */
const selectors = [...Buffer.from('a harmless text that would be code')]
  .map((byte) => String.fromCodePoint(0xe0100 + byte))
  .join('');
const privateUse = [...Buffer.from('x'.repeat(40) + 'another harmless text that would be code somewhere else')]
  .map((byte) => String.fromCodePoint(0xf0000 + byte))
  .join('');

describe('text that is hidden from readers is held', () => {
  it.each([
    [
      'a comment that turns the line around',
      'a.js',
      'var level = "user"; if (level != "user\u202E \u2066// Check if admin\u2069 \u2066") { grant(level) }',
      'hold hidden-direction',
    ],
    [
      'a comment that pretends to end',
      'a.py',
      '# \u2067 harmless\nif x: grant()  # \u202E } \u2066 begin admins only \u2069',
      'hold hidden-direction',
    ],
    [
      'characters without width that are read as bits',
      'a.js',
      `const s = '${zeroWidth}'; run([...s].map((c) => c.charCodeAt(0)))`,
      'hold hidden-text',
    ],
    [
      'variation selectors that are read as bytes',
      'a.js',
      `const s = '${selectors}'; eval([...s].map((c) => String.fromCodePoint(c.codePointAt(0) - 917760)).join(''))`,
      'hold hidden-text',
    ],
    ['private use that is read as bytes', 'a.js', `const s = '${privateUse}'; go(s)`, 'review hidden-text'],
    ['code behind blanks', 'a.js', `const a = 1;${blanks}require('child_process').exec(a)`, 'hold far-column'],
    ['code behind tabs in Python', 'a.py', `import os${'\t'.repeat(320)};os.system("true")`, 'hold far-column'],
    [
      'a name with a Cyrillic letter beside its twin',
      'a.js',
      'function isValid(k) { return true } function isVаlid(k) { return false } isVаlid(1)',
      'hold look-alike-name',
    ],
    [
      'the same with the letter escaped',
      'a.js',
      'function isValid(k) { return true } function isV\\u0430lid(k) { return false }',
      'hold look-alike-name',
    ],
    [
      'a name that is one invisible letter',
      'a.js',
      'const { timeout, ㅤ } = request.query; exec([ping, ㅤ])',
      'hold look-alike-name',
    ],
    ['a name that mixes scripts', 'a.py', 'def pаyload(): return 1', 'review look-alike-name'],
  ])('%s', (_, file, text, verdict) => {
    expect(verdictsOf({ [file]: text })).toContain(verdict);
  });

  it('with the place where it stands', () => {
    const [finding] = shapesIn({ 'a.js': `ok();\nconst a = 1;${blanks}steal()` });
    expect(finding).toMatchObject({ rule: 'shape.far-column', places: [{ file: 'a.js', line: 2, column: 413 }] });
    expect(finding?.why).toContain('a.js');
  });
});

describe('honest text that looks like it passes', () => {
  it.each([
    [
      'right-to-left text that closes what it opens',
      'a.js',
      "export const he = { hello: '\u202Bשלום עולם\u202C', name: '\u2067שם\u2069: {name}' }",
    ],
    [
      'right-to-left text without controls',
      'a.js',
      "export const ar = { hello: 'مرحبا بالعالم', mark: '\u200Fنص\u200E' }",
    ],
    [
      'a pattern that removes the controls',
      'a.js',
      'const clean = (s) => s.replace(/[\u202A-\u202E\u2066-\u2069]/g, "")',
    ],
    [
      'emoji with joiners and selectors',
      'a.js',
      "const family = ['👨‍👩‍👧‍👦', '❤️‍🔥', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']; f(family[0].codePointAt(0))",
    ],
    [
      'a list of the invisible characters',
      'a.js',
      'const all = "\u200B\u200C\u200D\u2060\u2061\u2062\u2063\u2064\uFEFF\u00AD\u180E\u115F\u1160\u3164\uFFA0\u17B4\u17B5"; f(all.charCodeAt(0))',
    ],
    [
      'glyphs of an icon font',
      'a.js',
      `const icons = '${Array.from({ length: 100 }, (_, i) => String.fromCharCode(0xe000 + i)).join('')}'`,
    ],
    ['a comment that is aligned far right', 'a.js', `call(1);${blanks}// see above`],
    ['a table of text that is aligned', 'a.js', `const t = \`left${blanks}right\``],
    ['mathematics in Greek', 'a.js', 'const Δx = 1, σ2 = 2, µs = 3, αβ = 4, θ_max = 5; f(Δx, σ2, µs, αβ, θ_max)'],
    ['names in another script', 'a.py', 'имя = 1\nдругое_имя = имя\nνέο = 2'],
  ])('%s', (_, file, text) => {
    expect(verdictsOf({ [file]: text }).filter((one) => !one.startsWith('note'))).toEqual([]);
  });
});
