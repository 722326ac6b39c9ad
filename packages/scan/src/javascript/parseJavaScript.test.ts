import { describe, expect, it } from 'vitest';
import { writtenIr } from '../testing/writtenIr.ts';
import { lowerJavaScript } from './lowerJavaScript.ts';

function called(text: string, file = 'a.js'): string[] {
  return writtenIr(lowerJavaScript(file, text))
    .filter((line) => line.includes(' = call '))
    .map((line) => line.replace(/.* = call /u, ''));
}

describe('a file that is not all of one language', () => {
  it('is read in the other module system, with types, or as declarations', () => {
    for (const [file, text] of [
      ['a.js', 'return f()'],
      ['a.mjs', 'with (a) {} f()'],
      ['a.js', 'const x: string = f() as any'],
      ['a.d.ts', 'export declare const x: string; f()'],
      ['a.ts', 'const x = <p>{f()}</p>'],
    ] as const) {
      expect(lowerJavaScript(file, text).unread, text).toEqual([]);
      expect(called(text, file), text).toEqual(['f()']);
    }
  });

  it('is read as declarations where it has types only, and is partial where code hides among them', () => {
    expect(lowerJavaScript('a.d.cts', 'export const x: string;').unread).toEqual([]);
    const hidden = 'export const x: string; f()';
    expect(called(hidden, 'a.d.cts')).toEqual(['f()']);
    expect(lowerJavaScript('a.d.cts', hidden).unread).not.toEqual([]);
  });

  it('is read around its errors, and says where they are', () => {
    const text = 'a(1);\nlet y = (;\nb(2);\nfunction g() {\n  x y z\n}\nc(3);\n';
    const { unread } = lowerJavaScript('a.js', text);
    expect(unread.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^line 2: /u),
      expect.stringMatching(/^line 4: /u),
    ]);
    expect(called(text)).toEqual(['a(%1)', 'b(%3)', 'c(%5)']);
  });

  it('is never silently empty', () => {
    for (const text of ['x y', '(', '}', '`', '/*', '"', 'import', 'export {', '\u0000', 'class {']) {
      const made = lowerJavaScript('a.js', text);
      expect(made.unread.length, JSON.stringify(text)).toBeGreaterThan(0);
    }
  });

  it('keeps positions as UTF-16 offsets, also beyond ASCII and after a byte order mark', () => {
    const text = '\uFEFF/* é😀 */ const ключ = "é😀"; send(ключ); x y z;\nlater()';
    const made = lowerJavaScript('a.js', text);
    const spans = made.steps.flatMap((step) =>
      step.is === 'call' ? [text.slice(step.span.start, step.span.end)] : [],
    );
    expect(spans).toEqual(['send(ключ)', 'later()']);
    expect(text.slice(made.unread[0]?.span.start)).toMatch(/^ ?x y z/u);
  });
});

describe('a tree too deep', () => {
  const n = 100_000;
  it.each([
    ['parentheses', `${'('.repeat(n)}1${')'.repeat(n)}`],
    ['brackets closed in comments', `${'(/*)*/'.repeat(n)}1${')'.repeat(n)}`],
    ['brackets closed in strings', `${'[")]",'.repeat(n)}1${']'.repeat(n)}`],
    ['arrows', `${'x=>'.repeat(n)}1`],
    ['conditions', `${'if(a)'.repeat(n)};`],
    ['choices', `${'a?b:'.repeat(n)}c`],
    ['else', `${'if(a);else '.repeat(n)};`],
    ['else with blocks', `${'if(a){}else '.repeat(n)};`],
    ['assignments', `${'a='.repeat(n)}1`],
    ['templates', `${'`${'.repeat(n)}1${'}`'.repeat(n)}`],
    ['sums', `1${'+1'.repeat(n)}`],
    ['calls', `f${'()'.repeat(n)}`],
    ['members', `f${'.a'.repeat(n)}`],
    ['functions', `${'function f(){'.repeat(n)}${'}'.repeat(n)}`],
    ['classes', `${'(class{m(){'.repeat(n)}${'}})'.repeat(n)}`],
  ])('is unread, and what stands around it is read: %s', (_, deep) => {
    const made = lowerJavaScript('a.js', `before();\n${deep};\nafter();\n`);
    expect(made.unread.length).toBeGreaterThan(0);
    expect(called(`before();\n${deep};\nafter();\n`).length).toBeGreaterThan(0);
  });

  it('is read as far as the walk goes', () => {
    const made = lowerJavaScript('a.js', `${'f('.repeat(1_000)}${')'.repeat(1_000)}`);
    expect(made.unread.every(({ why }) => why === 'line 1: nested too deep')).toBe(true);
    expect(made.unread.length).toBeGreaterThan(0);
    expect(made.steps.length).toBeGreaterThan(600);
  });

  it('that leans left is read whole: sums and else', () => {
    expect(lowerJavaScript('a.js', `f(a${' + b'.repeat(2_000)})`).unread).toEqual([]);
    expect(lowerJavaScript('a.js', `${'if (a) b(); else '.repeat(800)} c()`).unread).toEqual([]);
  });
});
