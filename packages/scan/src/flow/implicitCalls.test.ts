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
  ['setters in a table', '', `const o = Object.defineProperties({}, { a: { set(v) { send(v) } } }); o.a = k`, true],
  ['setters of an object that is made', '', `const o = Object.create(null, { a: { set: send } }); o.a = k`, true],
  [
    'a setter under a name that is computed',
    '',
    `const o = {}; Object.defineProperty(o, 'a', { set: send }); o['a' + ''] = k`,
    true,
  ],
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

const TRAPPED: readonly KeyProgram[] = [
  ['what is written', '', `const p = new Proxy({}, { set(t, n, v) { send(v); return true } }); p.a = k`, true],
  ['what is read', '', `const p = new Proxy({}, { get: (t, n) => k }); send(p.a)`, true],
  [
    'what is read under a name that is computed',
    '',
    `const p = new Proxy({}, { get: (t, n) => k }); send(p[Math.random()])`,
    true,
  ],
  [
    'what a member that is a function takes',
    '',
    `const p = new Proxy({}, { get: (t, n) => (v) => send(v) }); p.log(k)`,
    true,
  ],
  ['what is called', '', `const p = new Proxy(() => {}, { apply(t, self, all) { send(all[0]) } }); p(k)`, true],
  [
    'what is made',
    '',
    `const P = new Proxy(class {}, { construct(t, all) { send(all[0]); return {} } }); new P(k)`,
    true,
  ],
  [
    'what a target of its own takes',
    '',
    `const p = new Proxy((v) => send(v), { apply: (t, self, all) => t(...all) }); p(k)`,
    true,
  ],
  ['what the target keeps', '', `const o = {}; const p = new Proxy(o, {}); p.a = k; send(o.a)`, true],
  [
    'a trap that writes to the target',
    '',
    `const o = {}; const p = new Proxy(o, { set(t, n, v) { t[n] = v; return true } }); p.a = k; send(o.a)`,
    true,
  ],
  ['a trap that reads of the target', '', `const p = new Proxy({ a: k }, { get(t, n) { send(t.a) } }); p.b()`, true],
  [
    'a handler with a variable',
    `const handler = {}; handler.set = (t, n, v) => send(v)`,
    `const p = new Proxy({}, handler); p.a = k`,
    true,
  ],
  [
    'a proxy that can be taken back',
    '',
    `const { proxy } = Proxy.revocable({}, { set(t, n, v) { send(v) } }); proxy.a = k`,
    true,
  ],
  [
    'a proxy as another argument',
    '',
    `const p = new Proxy({}, { set(t, n, v) { send(v) } }); ((o) => { o.a = k })(p)`,
    true,
  ],
  [
    'the target itself',
    '',
    `const o = {}; const p = new Proxy(o, { set(t, n, v) { send(v) } }); o.a = k; p.a = 'x'`,
    false,
  ],
  [
    'another object',
    '',
    `const p = new Proxy({}, { set(t, n, v) { send(v) } }); const o = {}; o.a = k; p.a = 'x'`,
    false,
  ],
  ['another member of what it is made for', '', `const p = new Proxy({ a: k, b: 'x' }, {}); send(p.b)`, false],
  [
    'a trap that sends the name alone',
    '',
    `const p = new Proxy({}, { set(t, n, v) { send(n); return true } }); p.a = k`,
    false,
  ],
  [
    'a trap that gives something else',
    '',
    `const p = new Proxy({}, { get: (t, n) => 'x' }); p.a = k; send(p.b)`,
    false,
  ],
];

const REFLECTED: readonly KeyProgram[] = [
  ['a member that is written', '', `const o = {}; Reflect.set(o, 'a', k); send(o.a)`, true],
  ['a member that has a setter', '', `Reflect.set({ set a(v) { send(v) } }, 'a', k)`, true],
  ['a member of a proxy', '', `Reflect.set(new Proxy({}, { set(t, n, v) { send(v) } }), 'a', k)`, true],
  ['a member that is read', '', `send(Reflect.get({ a: k }, 'a'))`, true],
  [
    'a member that has a getter',
    `class A { get a() { return kept } } let kept`,
    `kept = k; send(Reflect.get(new A(), 'a'))`,
    true,
  ],
  ['a function that is called', '', `Reflect.apply(send, null, [k])`, true],
  ['a class', 'class A { constructor(v) { send(v) } }', `Reflect.construct(A, [k])`, true],
  ['another member that is read', '', `send(Reflect.get({ a: k, b: 'x' }, 'b'))`, false],
  ['another member', '', `const o = {}; Reflect.set(o, 'a', k); send(o.b)`, false],
  ['a setter of another member', '', `Reflect.set({ set a(v) { send(v) }, b: 1 }, 'b', k)`, false],
];

const WRITTEN: readonly KeyProgram[] = [
  ['as JSON', 'let kept; class A { toJSON() { return { v: kept } } }', `kept = k; send(JSON.stringify(new A()))`, true],
  [
    'as JSON, deep inside',
    'let kept; class A { toJSON() { return { v: kept } } }',
    `kept = k; send(JSON.stringify({ a: [new A()] }))`,
    true,
  ],
  [
    'in a string',
    'class A { constructor(v) { this.v = v } toString() { return this.v } }',
    `send('a' + new A(k))`,
    true,
  ],
  ['in a template', '', `const o = { v: k, toString() { return this.v } }; send(\`a \${o}\`)`, true],
  [
    'as a string',
    'class A { constructor(v) { this.v = v } toString() { return this.v } }',
    `send(String(new A(k)))`,
    true,
  ],
  ['in a string by its value', '', `const o = { valueOf: () => k }; send('a' + o)`, true],
  ['in a computation', '', `const o = { valueOf: () => k }; send(o - 1)`, true],
  ['by its own conversion', '', `const o = { [Symbol.toPrimitive]: () => k }; send('a' + o)`, true],
  [
    'by the method that somebody calls as well',
    'class A { constructor(v) { this.v = v } toString() { return this.v } }',
    `use(new A('x').toString()); send('a' + new A(k))`,
    true,
  ],
  [
    'by one of a class above',
    'class B { toString() { return this.v } } class A extends B { constructor(v) { super(); this.v = v } }',
    `send('a' + new A(k))`,
    true,
  ],
  [
    'in a string, where it has another member',
    'class A { constructor(v) { this.v = v } toString() { return "A" } }',
    `send('a' + new A(k))`,
    false,
  ],
  [
    'in a string, where another class says it',
    'class A { constructor(v) { this.v = v } } class B { constructor(v) { this.v = v } toString() { return this.v } }',
    `new B(k); send('a' + new A(k))`,
    false,
  ],
  [
    'as JSON, where it is another object',
    'let kept; class A { toJSON() { return { v: kept } } }',
    `kept = k; new A(); send(JSON.stringify({ a: 1 }))`,
    false,
  ],
];

const ITERATED: readonly KeyProgram[] = [
  ['a generator', '', `for (const c of { *[Symbol.iterator]() { yield k } }) send(c)`, true],
  [
    'a generator of a class',
    'class A { constructor(v) { this.v = v } *[Symbol.iterator]() { yield this.v } }',
    `for (const c of new A(k)) send(c)`,
    true,
  ],
  [
    'a generator that waits',
    '',
    `(async () => { for await (const c of { async *[Symbol.asyncIterator]() { yield k } }) send(c) })()`,
    true,
  ],
  ['a generator that is taken apart', '', `const [c] = { *[Symbol.iterator]() { yield k } }; send(c)`, true],
  ['a generator that is put into a list', '', `send([...{ *[Symbol.iterator]() { yield k } }])`, true],
  [
    'an iterator written by hand',
    '',
    `for (const c of { [Symbol.iterator]() { return { next: () => ({ value: k }) } } }) send(c)`,
    true,
  ],
  [
    'an iterator of another',
    '',
    `const all = [k]; for (const c of { [Symbol.iterator]: () => all[Symbol.iterator]() }) send(c)`,
    true,
  ],
  [
    'an iterator that is given later',
    'class A { constructor(v) { this.v = v } } A.prototype[Symbol.iterator] = function* () { yield this.v }',
    `for (const c of new A(k)) send(c)`,
    true,
  ],
  [
    'another member of what has a generator',
    '',
    `const o = { a: 'x', *[Symbol.iterator]() { yield k } }; send(o.a)`,
    false,
  ],
  [
    'another object',
    'class A { constructor(v) { this.v = v } *[Symbol.iterator]() { yield this.v } }',
    `new A(k); for (const c of new A('x')) send(c)`,
    false,
  ],
];

describe('accessors that a call defines', () => {
  it.each(DEFINED)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
});

describe('traps of a proxy', () => {
  it.each(TRAPPED)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
});

describe('what Reflect does', () => {
  it.each(REFLECTED)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
});

describe('objects that are written out', () => {
  it.each(WRITTEN)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it('what comes from outside may be any object of the package that says how, where few do', async () => {
    const toJson = `class A { constructor(v) { this.v = v; use(v) } toJSON() { return { v: this.v } } } exports.A = A;`;
    const asked = (body: string) => keySentInJavaScript(`${toJson} exports.ping = (o) => { ${body} };`, '');
    expect(await asked(`send(JSON.stringify({ params: [o] }))`)).toEqual(['medium']);
    expect(await asked(`send('a' + o)`)).toEqual([]);
    expect(await asked(`send(JSON.stringify({ id: 1 }))`)).toEqual([]);
  });
});

describe('what is gone through', () => {
  it.each(ITERATED)('%s', async (_, before, body, isSent) => {
    expect(await keySentInJavaScript(before, body)).toEqual(isSent ? ['high'] : []);
  });
  it('what goes into a list as a whole is a guess where objects of a class are gone through', async () => {
    const box = 'let kept; class A { *[Symbol.iterator]() { yield kept } }';
    expect(await keySentInJavaScript(box, `kept = k; send([...new A()])`)).toEqual(['medium']);
    expect(await keySentInJavaScript(box, `kept = k; send([...[new Date()]])`)).toEqual([]);
  });
});
