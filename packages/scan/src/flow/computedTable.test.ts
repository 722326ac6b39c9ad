import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const QUIET = '() => undefined';
const JAVASCRIPT: readonly KeyProgram[] = [
  ['pairs', `const table = Object.fromEntries([['note', send]])`, `table.note(k)`, true],
  [
    'pairs under a computed name',
    `const table = Object.fromEntries([[atob('bm90ZQ=='), send]])`,
    `table['eton'.split('').reverse().join('')](k)`,
    true,
  ],
  [
    'pairs of functions that send nothing',
    `const table = Object.fromEntries([['note', ${QUIET}]])`,
    `table.note(k)`,
    false,
  ],
  ['a map of pairs', `const table = new Map([['note', send]])`, `table.get(name())(k)`, true],
  [
    'another map',
    `const table = new Map([['note', send]]), other = new Map([['note', ${QUIET}]])`,
    `table.get('note')('x'); other.get('note')(k)`,
    false,
  ],
  ['names that nobody can read', `const table = { a: ${QUIET} }; table[name()] = send`, `table[name()](k)`, true],
  [
    'another table',
    `const table = {}, other = {}; table[name()] = send; other[name()] = ${QUIET}`,
    `other[name()](k)`,
    false,
  ],
  ['a member read by its name', `const table = { note: send, none: ${QUIET} }`, `table.none(k)`, false],
  ['by reflection', `const table = { note: send }`, `Reflect.get(table, name())(k)`, true],
  [
    'by reflection from another',
    `const table = { note: send }, other = { note: ${QUIET} }`,
    `Reflect.get(other, name())(k)`,
    false,
  ],
  [
    'defined under a name that nobody can read',
    `const table = {}; Object.defineProperty(table, name(), { value: send })`,
    `table.note(k)`,
    true,
  ],
];
const PYTHON: readonly KeyProgram[] = [
  ['a dictionary by name', `TABLE = dict(note=send)`, `TABLE["note"](k)`, true],
  ['another name', `TABLE = dict(note=send, none=lambda x: None)`, `TABLE["none"](k)`, false],
  ['a dictionary of pairs', `TABLE = dict([("note", send)])`, `TABLE[name()](k)`, true],
  ['an attribute that nobody can read', `class T:\n    note = staticmethod(send)\n`, `getattr(T, name())(k)`, true],
  [
    'a dictionary of other functions',
    `TABLE = dict(note=send)\nOTHER = dict(note=lambda x: None)`,
    `OTHER["note"](k)`,
    false,
  ],
];

describe('functions in tables', () => {
  it.each(JAVASCRIPT)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(PYTHON)('Python: %s', async (_, before, body, isSent) => {
    expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it('is a guess where more than four may be meant', async () => {
    const table = `const table = {}; ${['a', 'b', 'c', 'd'].map((one) => `table.${one} = () => '${one}'`).join(';')}; table.e = send`;
    expect(await keySentInJavaScript(table, `table[name()](k)`)).not.toContain('high');
  });
});
