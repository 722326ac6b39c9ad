import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

const BOX = `class Box { constructor(v) { this.v = v } get() { return this.v } send() { send(this.v) } }`;
const JAVASCRIPT: readonly KeyProgram[] = [
  ['the object with the key, by its member', BOX, `send(new Box(k).v)`, true],
  ['the object with the key, by a method', BOX, `send(new Box(k).get())`, true],
  ['the object with the key, that sends itself', BOX, `new Box(k).send()`, true],
  ['another object, by its member', BOX, `const a = new Box(k), b = new Box('x'); use(a.v); send(b.v)`, false],
  ['another object, by a method', BOX, `const a = new Box(k), b = new Box('x'); a.get(); send(b.get())`, false],
  ['another object as a whole', BOX, `const a = new Box(k), b = new Box('x'); a.get(); send(JSON.stringify(b))`, false],
  ['the object as a whole', BOX, `const a = new Box(k); a.get(); send(JSON.stringify(a))`, true],
  ['another member', BOX, `const a = new Box(k); a.w = 'x'; send(a.w)`, false],
  ['the object, filled later', BOX, `const a = new Box(); a.v = k; send(a.get())`, true],
  ['the other object, filled later', BOX, `const a = new Box(), b = new Box(); a.v = k; send(b.get())`, false],

  [
    'a class that keeps it',
    `class A { static set(v) { this.v = v } static get() { return this.v } }`,
    `A.set(k); send(A.get())`,
    true,
  ],
  ['a class that keeps it, by its name', `class A { static set(v) { this.v = v } }`, `A.set(k); send(A.v)`, true],
  [
    'a class below one that keeps it',
    `class A { static set(v) { this.v = v } static get() { return this.v } } class B extends A {}`,
    `B.set(k); send(B.get())`,
    true,
  ],
  [
    'a static method that an object keeps, on the object',
    `class A { static get() { return this.v } } class B { constructor(v) { this.v = v; this.get = A.get } }`,
    `send(new B(k).get())`,
    true,
  ],
  [
    'the class of a static method that an object keeps',
    `class A { static make() { return this } } class B { constructor(v) { this.v = v; this.make = A.make } }`,
    `new B(k).make(); send(A.v)`,
    false,
  ],

  ['a getter', `class A { #v; constructor(v) { this.#v = v } get v() { return this.#v } }`, `send(new A(k).v)`, true],
  [
    'a getter of another object',
    `class A { #v; constructor(v) { this.#v = v } get v() { return this.#v } }`,
    `const a = new A(k), b = new A('x'); use(a.v); send(b.v)`,
    false,
  ],
  ['a setter', `class A { set v(x) { this.w = x } }`, `const a = new A(); a.v = k; send(a.w)`, true],
  [
    'a setter of another object',
    `class A { set v(x) { this.w = x } }`,
    `const a = new A(), b = new A(); a.v = k; b.v = 'x'; send(b.w)`,
    false,
  ],
  ['a setter that sends', `class A { set v(x) { send(x) } }`, `new A().v = k`, true],
  [
    'a getter taken by destructuring',
    `class A { constructor(v) { this.w = v } get v() { return this.w } }`,
    `const { v } = new A(k); send(v)`,
    true,
  ],
  [
    'a static accessor',
    `class A { static set v(x) { A.w = x } static get v() { return A.w } }`,
    `A.v = k; send(A.v)`,
    true,
  ],
  [
    'a getter of a prototype',
    `function F(v) { this.w = v } Object.defineProperty(F.prototype, 'v', { get() { return this.w } })`,
    `send(new F(k).v)`,
    true,
  ],

  [
    'a getter of an object as prototype',
    `function F(v) { this.w = v } F.prototype = { get v() { return this.w } }`,
    `send(new F(k).v)`,
    true,
  ],
  [
    'a setter of an object as prototype',
    `function F() {} F.prototype = { set v(x) { this.w = x } }`,
    `const f = new F(); f.v = k; send(f.w)`,
    true,
  ],
  [
    'a setter by defineProperty',
    `function F() {} Object.defineProperty(F.prototype, 'v', { set(x) { this.w = x } })`,
    `const f = new F(); f.v = k; send(f.w)`,
    true,
  ],
  [
    'accessors by defineProperties',
    `function F(v) { this.w = v } Object.defineProperties(F.prototype, { v: { get() { return this.w } } })`,
    `send(new F(k).v)`,
    true,
  ],
  [
    'a setter in a compiler’s table',
    `function F() {} _createClass(F, [{ key: 'v', set: function (x) { this.w = x } }])`,
    `const f = new F(); f.v = k; send(f.w)`,
    true,
  ],
  [
    'a getter whose name is computed',
    `class A { constructor(v) { this.w = v } get [name]() { return this.w } }`,
    `send(new A(k).v)`,
    true,
  ],
  [
    'a setter whose name is computed',
    `class A { set [name](x) { this.w = x } }`,
    `const a = new A(); a.v = k; send(a.w)`,
    true,
  ],
  [
    'a function of an object as prototype',
    `function F(v) { this.v = v } F.prototype = { out: send, go() { this.out(this.v) } }`,
    `new F(k).go()`,
    true,
  ],
  [
    'a subclass, by a method of its base',
    `class A { go() { send(this.v) } } class B extends A { constructor(v) { super(); this.v = v } }`,
    `new B(k).go()`,
    true,
  ],
  [
    'a base that stores, a subclass that sends',
    `class A { constructor(v) { this.v = v } } class B extends A { go() { send(this.v) } }`,
    `new B(k).go()`,
    true,
  ],
  [
    'a method below, called from above',
    `class A { go() { this.out() } } class B extends A { constructor(v) { super(); this.v = v } out() { send(this.v) } }`,
    `new B(k).go()`,
    true,
  ],
  [
    'a getter below, read from above',
    `class A { go() { send(this.v) } } class B extends A { constructor(v) { super(); this.w = v } get v() { return this.w } }`,
    `new B(k).go()`,
    true,
  ],
  [
    'super of a getter',
    `class A { get v() { return this.w } } class B extends A { constructor(w) { super(); this.w = w } get v() { return super.v } }`,
    `send(new B(k).v)`,
    true,
  ],
  [
    'a sibling class',
    `class A { put(v) { this.v = v } } class B extends A {} class C extends A {}`,
    `const b = new B(), c = new C(); b.put(k); c.put('x'); send(c.v)`,
    false,
  ],

  ['a factory', `${BOX} const make = (v) => new Box(v)`, `send(make(k).get())`, true],
  [
    'a static factory',
    `class A { constructor(v) { this.v = v } static of(v) { return new A(v) } }`,
    `send(A.of(k).v)`,
    true,
  ],
  [
    'a factory in a factory',
    `${BOX} const make = (v) => new Box(v); const twice = (v) => make(v)`,
    `send(twice(k).v)`,
    true,
  ],
  [
    'a method that gives the object back',
    `class A { with(v) { this.v = v; return this } }`,
    `send(new A().with(k).v)`,
    true,
  ],

  ['a list', BOX, `const l = []; l.push(new Box(k)); for (const one of l) send(one.v)`, true],
  ['a map', BOX, `const m = new Map(); m.set('a', new Box(k)); send(m.get('a').get())`, true],
  [
    'an object in an object',
    `${BOX} class Shelf { constructor(b) { this.box = b } }`,
    `send(new Shelf(new Box(k)).box.get())`,
    true,
  ],
  [
    'another object in an object',
    `${BOX} class Shelf { constructor(b) { this.box = b } }`,
    `const a = new Box(k), s = new Shelf(new Box('x')); a.get(); send(s.box.v)`,
    false,
  ],
  ['four members deep', ``, `const o = { a: { b: { c: { d: k, e: 'x' } } } }; send(o.a.b.c.d)`, true],
  ['beside it, four members deep', ``, `const o = { a: { b: { c: { d: k, e: 'x' } } } }; send(o.a.b.c.e)`, false],

  [
    'a closure inside a method',
    `class A { constructor(v) { this.v = v } go() { setTimeout(() => send(this.v), 9) } }`,
    `new A(k).go()`,
    true,
  ],
  [
    'a closure in a list of closures',
    `class A { constructor(v) { this.v = v } go() { [1].forEach(() => { (() => send(this.v))() }) } }`,
    `new A(k).go()`,
    true,
  ],
  [
    'a method that is bound',
    `class A { constructor(v) { this.v = v } go() { send(this.v) } }`,
    `setTimeout((0, new A(k)).go.bind(new A(k)), 9)`,
    true,
  ],
  [
    'a field that is an arrow function',
    `class A { go = () => send(this.v); constructor(v) { this.v = v } }`,
    `new A(k).go()`,
    true,
  ],

  [
    'a method that keeps, called from outside',
    `class A { open(v) { use(v); this.v = v } go() { send(this.v) } } exports.make = () => new A()`,
    ``,
    true,
  ],
  [
    'an object that leaves and comes back to a method',
    `class A { constructor(v) { this.v = v } go() { send(this.v) } } exports.make = (v) => { use(v); return new A(v) }`,
    ``,
    true,
  ],
  ['an exported class', `exports.A = class { constructor(v) { use(v); this.v = v } go() { send(this.v) } }`, ``, true],
];

const PYTHON_BOX = `
class Box:
    def __init__(self, v):
        self.v = v
    def get(self):
        return self.v
`;
/** A class that anybody may make and send: what one object of it is given is no secret among them. */
const PYTHON_SENDER = `${PYTHON_BOX}    def send(self):
        send(self.v)
`;
const PROPERTY = `
class A:
    def __init__(self, w=None):
        self.w = w
    @property
    def v(self):
        return self.w
    @v.setter
    def v(self, x):
        self.w = x
`;
const PYTHON: readonly KeyProgram[] = [
  ['the object with the key, by its member', PYTHON_BOX, `send(Box(k).v)`, true],
  ['the object with the key, by a method', PYTHON_BOX, `send(Box(k).get())`, true],
  ['the object with the key, that sends itself', PYTHON_SENDER, `Box(k).send()`, true],
  ['another object, by its member', PYTHON_BOX, `a = Box(k); b = Box('x'); use(a.v); send(b.v)`, false],
  ['another object, by a method', PYTHON_BOX, `a = Box(k); b = Box('x'); a.get(); send(b.get())`, false],
  ['the object, filled later', PYTHON_BOX, `a = Box(''); a.v = k; send(a.get())`, true],
  ['the other object, filled later', PYTHON_BOX, `a = Box(''); b = Box(''); a.v = k; send(b.get())`, false],
  ['a property', PROPERTY, `send(A(k).v)`, true],
  ['a property of another object', PROPERTY, `a = A(k); b = A('x'); use(a.v); send(b.v)`, false],
  ['a setter', PROPERTY, `a = A(); a.v = k; send(a.w)`, true],
  ['a setter of another object', PROPERTY, `a = A(); b = A(); a.v = k; b.v = 'x'; send(b.w)`, false],
  ['setattr and getattr of a property', PROPERTY, `a = A(); setattr(a, 'v', k); send(getattr(a, 'v'))`, true],
  [
    'a subclass, by a method of its base',
    `
class A:
    def go(self):
        send(self.v)
class B(A):
    def __init__(self, v):
        self.v = v
`,
    `B(k).go()`,
    true,
  ],
  [
    'super().__init__',
    `${PYTHON_SENDER}class B(Box):\n    def __init__(self, v):\n        super().__init__(v)\n`,
    `B(k).send()`,
    true,
  ],
  [
    'Base.__init__(self)',
    `${PYTHON_SENDER}class B(Box):\n    def __init__(self, v):\n        Box.__init__(self, v)\n`,
    `B(k).send()`,
    true,
  ],
  [
    'a sibling class',
    `${PYTHON_BOX}class B(Box): pass\nclass C(Box): pass\n`,
    `b = B(k); c = C('x'); b.get(); send(c.v)`,
    false,
  ],
  ['a method read from its class', PYTHON_SENDER, `Box.send(Box(k))`, true],
  [
    'a method read from its class, of another object',
    PYTHON_BOX,
    `a = Box(k); a.get(); send(Box.get(Box('x')))`,
    false,
  ],
  [
    'a method read from its class that stores',
    `${PYTHON_BOX}    def put(self, v):\n        self.v = v\n`,
    `b = Box(''); Box.put(b, k); send(b.v)`,
    true,
  ],
  [
    'a class method as a factory',
    `${PYTHON_BOX}class B(Box):\n    @classmethod\n    def of(cls, v):\n        return cls(v)\n`,
    `send(B.of(k).v)`,
    true,
  ],
  ['a factory', `${PYTHON_BOX}def make(v):\n    return Box(v)\n`, `send(make(k).get())`, true],
  ['a list', PYTHON_BOX, `l = []; l.append(Box(k)); send(l[0].get())`, true],
  ['a dictionary', PYTHON_BOX, `d = {}; d['a'] = Box(k); send(d['a'].v)`, true],
  [
    'a lambda inside a method',
    `${PYTHON_BOX}class B(Box):\n    def go(self):\n        f = lambda: send(self.v)\n        f()\n`,
    `B(k).go()`,
    true,
  ],
  [
    'declared fields',
    `\nfrom dataclasses import dataclass\n@dataclass\nclass D:\n    v: str\n    w: str\n`,
    `send(D(k, 'x').v)`,
    true,
  ],
  [
    'an object that leaves and comes back to a method',
    `${PYTHON_SENDER}def make(v):\n    use(v)\n    return Box(v)\n`,
    `pass`,
    true,
  ],
];

describe('JavaScript: objects of a class are told apart', () => {
  it.each(JAVASCRIPT)('%s', async (_, classes, body, isSent) => {
    expect(await keySentInJavaScript(classes, body)).toEqual(isSent ? ['high'] : []);
  });
});
describe('Python: objects of a class are told apart', () => {
  it.each(PYTHON)('%s', async (_, classes, body, isSent) => {
    expect(await keySentInPython(classes, body)).toEqual(isSent ? ['high'] : []);
  });
});
