import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const CALLED_OUTSIDE = `class A { constructor(v) { this.v = v } go() { send(this.v) } }`;
const OUTSIDE: readonly KeyProgram[] = [
  ['a method handed on as a function', CALLED_OUTSIDE, `const a = new A(k); on('x', a.go)`, true],
  [
    'a method handed on by the constructor',
    `class A { constructor(v) { this.v = v; on('x', this.go) } go() { send(this.v) } }`,
    `new A(k)`,
    true,
  ],
  ['a method in an object', CALLED_OUTSIDE, `const a = new A(k); register({ run: a.go })`, true],
  ['an object given to something outside', CALLED_OUTSIDE, `require('x').register(new A(k))`, true],
  [
    'another object given to something outside',
    CALLED_OUTSIDE,
    `use(new A(k).v); require('x').register(new A('x'))`,
    false,
  ],
  ['an object that stays inside', CALLED_OUTSIDE, `use(new A(k).v)`, false],
  [
    'a method that a class from outside calls',
    `class A extends require('stream').Transform { constructor(v) { super(); this.v = v } _flush() { send(this.v) } }`,
    `new A(k)`,
    true,
  ],
  [
    'a method that the language calls',
    `class A { constructor(v) { this.v = v } toString() { send(this.v); return '' } }`,
    `'' + new A(k)`,
    true,
  ],
  [
    'a method named by a symbol',
    `class A { constructor(v) { this.v = v } [Symbol.dispose]() { send(this.v) } }`,
    `new A(k)`,
    true,
  ],
];

const PYTHON_BOX = `
class Box:
    def __init__(self, v):
        self.v = v
    def get(self):
        return self.v
`;
const PYTHON_SENDER = `${PYTHON_BOX}    def send(self):
        send(self.v)
`;
const PYTHON_OUTSIDE: readonly KeyProgram[] = [
  ['a method as a thread', PYTHON_SENDER, `import threading; threading.Thread(target=Box(k).send).start()`, true],
  [
    'a thread’s own method',
    `
import threading
class T(threading.Thread):
    def __init__(self, v):
        self.v = v
    def run(self):
        send(self.v)
`,
    `T(k).start()`,
    true,
  ],
  ['an object that is called', `${PYTHON_BOX}    def __call__(self):\n        send(self.v)\n`, `Box(k)()`, true],
  ['an object that goes away', `${PYTHON_BOX}    def __del__(self):\n        send(self.v)\n`, `Box(k)`, true],
  ['an object that stays inside', PYTHON_SENDER, `Box(k).get()`, false],
];

describe('methods that nobody in the package calls', () => {
  it.each(OUTSIDE)('JavaScript: %s', async (_, classes, body, isSent) => {
    expect(await keySentInJavaScript(classes, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(PYTHON_OUTSIDE)('Python: %s', async (_, classes, body, isSent) => {
    expect(await keySentInPython(classes, body)).toEqual(isSent ? ['high'] : []);
  });
});

// Of a class with a base from outside, every member may be the base's as well.
const BASE = `class Box extends require('events') { constructor() { super(); this.inner = new Inner(this) } }
class Inner { constructor(box) { this.box = box } sign(text, key) { use(key); return text } }`;

it('what a function of the package does not give back, one of a base from outside gives perhaps', async () => {
  expect(await keySentInJavaScript(BASE, `const box = new Box(); send(box.inner.sign('text', k))`)).not.toContain(
    'high',
  );
  expect(
    await keySentInJavaScript(
      BASE.replace('return text', 'return key'),
      `const box = new Box(); send(box.inner.sign('text', k))`,
    ),
  ).toContain('high');
});

it('a function of the runtime’s modules puts nothing into the module', async () => {
  expect(await keySentInPython('import os', `os.write(1, k)\n    send(os.read(0, 10))`)).toEqual([]);
  expect(await keySentInPython('import io', `box = io.BytesIO()\n    box.write(k)\n    send(box.read())`)).not.toEqual(
    [],
  );
});

it('a module from elsewhere keeps what it is given perhaps', async () => {
  expect(await keySentInPython('import box', `box.set('k', k)\n    send(box.get('k'))`)).toEqual(['medium']);
});

it('an object that may be one of a library keeps what it is given perhaps, also where one of the package’s own does not', async () => {
  const own = `class Own { set() {} get() {} }
class Kept {
  constructor() { this.box = Math.random() > 0.5 ? new Own() : require('lib').make() }
  put(v) { this.box.set('v', v) }
  take() { return this.box.get('v') }
}`;
  expect(await keySentInJavaScript(own, `const kept = new Kept(); kept.put(k); send(kept.take())`)).toContain('medium');
});

it('a function that an object keeps is called on it: its own for certain, one from elsewhere perhaps, where no call is seen', async () => {
  const go = `function go() { send(this.v) }`;
  expect(await keySentInJavaScript('', `exports.o = { v: k, go() { send(this.v) } }`)).toEqual(['high']);
  expect(await keySentInJavaScript(go, `exports.o = { v: k, go }`)).toEqual(['medium']);
  expect(await keySentInJavaScript(go, `const o = { v: k, go }; o.go()`)).toContain('high');
});

it('what a method of the package does to its object, it says, also where the object may be one of a library', async () => {
  const hash = `class Hash { update(x) { this.size = x.length } digest() { return this.size } }`;
  const body = (method: string): string =>
    `const h = Math.random() > 0.5 ? new Hash() : require('lib').make(); h.update(k); send(h.${method}())`;
  expect(await keySentInJavaScript(hash, body('digest'))).not.toContain('high');
  expect(await keySentInJavaScript(hash.replace('x.length', 'x'), body('digest'))).toContain('high');
});
