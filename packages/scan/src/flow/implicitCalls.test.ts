import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript } from './testing/keySent.ts';

const DEFINED: readonly KeyProgram[] = [
  ['a setter', '', `const o = {}; Object.defineProperty(o, 'a', { set(v) { send(v) } }); o.a = k`, true],
  [
    'a setter of an object of a class',
    `class A { constructor(v) { Object.defineProperty(this, 'a', { set: (x) => { send(x) } }); this.a = v } }`,
    `new A(k)`,
    true,
  ],
  ['a setter from elsewhere', '', `const o = {}; Object.defineProperty(o, 'a', { set: send }); o.a = k`, true],
  [
    'a setter by another name for the function',
    '',
    `const o = {}, { defineProperty: d } = Reflect; d(o, 'a', { set: send }); o.a = k`,
    true,
  ],
  [
    'setters in a table',
    '',
    `const o = Object.defineProperties({}, { a: { set(v) { send(v) } } }); o.a = k`,
    true,
  ],
  ['setters of an object that is made', '', `const o = Object.create(null, { a: { set: send } }); o.a = k`, true],
  ['a setter under a name that is computed', '', `const o = {}; Object.defineProperty(o, 'a', { set: send }); o['a' + ''] = k`, true],
  ['a setter by an old method', '', `const o = {}; o.__defineSetter__('a', send); o.a = k`, true],
  ['a getter by an old method', '', `const o = {}; o.__defineGetter__('a', () => k); send(o.a)`, true],
  ['another member', '', `const o = {}; Object.defineProperty(o, 'a', { set: send }); o.b = k; o.a = 'x'`, false],
  [
    'another object',
    '',
    `const o = {}, p = {}; Object.defineProperty(o, 'a', { set: send }); p.a = k; o.a = 'x'`,
    false,
  ],
  [
    'a setter that keeps what it takes',
    '',
    `const o = {}; Object.defineProperty(o, 'a', { set(v) { this.kept = v } }); o.a = k; send(o.b)`,
    false,
  ],
];

describe('accessors that a call defines', () => {
  it.each(DEFINED)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
});
