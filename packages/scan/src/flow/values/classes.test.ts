import { describe, expect, it } from 'vitest';
import { valuesOf } from '../testing/valuesOf.ts';

type Case = readonly [what: string, text: string, seen: readonly string[]];

/** What `seen(…)` is given, in JavaScript. */
const JAVASCRIPT: readonly Case[] = [
  ['an own member', `class A { constructor() { this.k = 'a' } } seen(new A().k)`, ['a']],
  ['a member of another method', `class A { put() { this.k = 'a' } get() { seen(this.k) } }`, ['a']],
  ['a method', `class A { m() {} } seen(new A().m)`, ['m()']],
  ['a method of a base', `class A { m() {} } class B extends A {} seen(new B().m)`, ['m()']],
  ['a method and the one above it', `class A { m() {} } class B extends A { m() {} } seen(new A().m)`, ['m()']],
  [
    'in a method of a base what a class below stored',
    `class A { m() { seen(this.k) } } class B extends A { constructor() { super(); this.k = 'b' } }`,
    ['b'],
  ],
  [
    'in a method of a base what every class below stored, however far',
    `class A { m() { seen(this.k) } } class B extends A { put() { this.k = 'b' } } class C extends B { put() { this.k = 'c' } } class D extends A { put() { this.k = 'd' } }`,
    ['b', 'c', 'd'],
  ],
  [
    'in a method of a base a method of a class below',
    `class A { m() { seen(this.n) } } class B extends A { n() {} }`,
    ['n()'],
  ],
  [
    'in a class below what the base stored',
    `class A { constructor() { this.k = 'a' } } class B extends A { m() { seen(this.k) } }`,
    ['a'],
  ],
  [
    'in a class nothing of its sibling',
    `class A {} class B extends A { put() { this.k = 'b' } } class C extends A { put() { this.k = 'c' } m() { seen(this.k) } }`,
    ['c'],
  ],
  [
    'in a class nothing of a stranger',
    `class A { put() { this.k = 'a' } } class B { put() { this.k = 'b' } m() { seen(this.k) } }`,
    ['b'],
  ],
  [
    'of an object of the base nothing that only a class below stored',
    `class A { put() { this.k = 'a' } } class B extends A { put() { this.k = 'b' } } seen(new A().k)`,
    ['a'],
  ],
  ['a getter’s result', `class A { get k() { return 'a' } } seen(new A().k)`, ['a']],
  ['a getter’s result of a base', `class A { get k() { return 'a' } } class B extends A {} seen(new B().k)`, ['a']],
  [
    'in a method of a base the getter’s result of a class below',
    `class A { m() { seen(this.k) } } class B extends A { get k() { return 'b' } }`,
    ['b'],
  ],
  ['what a setter is given', `class A { set k(v) { seen(v) } } new A().k = 'a'`, ['a']],
  ['what a setter of a base is given', `class A { set k(v) { seen(v) } } class B extends A {} new B().k = 'a'`, ['a']],
  [
    'what a method of a base gives a setter below',
    `class A { m() { this.k = 'a' } } class B extends A { set k(v) { seen(v) } }`,
    ['a'],
  ],
  ['no setter where it is read', `class A { set k(v) {} } seen(new A().k)`, []],
  ['a static member', `class A { static k = 'a'; m() { seen(A.k) } }`, ['a']],
  ['a static member of a base', `class A { static k = 'a' } class B extends A {} seen(B.k)`, ['a']],
  ['a static method’s own class', `class A { static k = 'a'; static m() { seen(this.k) } }`, ['a']],
  [
    'a base that a function gives',
    `const M = (Base) => class extends Base { m() { seen(this.k) } }; class A { constructor() { this.k = 'a' } } class C extends M(A) {}`,
    ['a'],
  ],
  ['a class of the old kind', `function F() { this.k = 'f' } F.prototype.m = function () { seen(this.k) }`, ['f']],
  [
    'a class of the old kind, in a method of its base',
    `function F() {} F.prototype.m = function () { seen(this.k) }; function G() { this.k = 'g' } require('util').inherits(G, F); G.prototype.n = function () {}`,
    ['g'],
  ],
];

const PYTHON: readonly Case[] = [
  ['an own member', `class A:\n  def __init__(self): self.k = 'a'\nseen(A().k)`, ['a']],
  ['a property', `class A:\n  @property\n  def k(self): return 'a'\nseen(A().k)`, ['a']],
  [
    'a property by a base',
    `class A:\n  def m(self): seen(self.k)\nclass B(A):\n  @property\n  def k(self): return 'b'`,
    ['b'],
  ],
  [
    'a setter',
    `class A:\n  @property\n  def k(self): return 1\n  @k.setter\n  def k(self, v): seen(v)\nA().k = 'a'`,
    ['a'],
  ],
  ['a member of the class’s body', `class A:\n  k = 'a'\n  def m(self): seen(self.k)`, ['a']],
  ['a member of the body of a class below', `class A:\n  def m(self): seen(self.k)\nclass B(A):\n  k = 'b'`, ['b']],
  [
    'nothing of a sibling',
    `class A: pass\nclass B(A):\n  k = 'b'\nclass C(A):\n  k = 'c'\n  def m(self): seen(self.k)`,
    ['c'],
  ],
  [
    'all of several bases',
    `class A:\n  def p(self): self.k = 'a'\nclass B:\n  def p(self): self.k = 'b'\nclass C(A, B):\n  def m(self): seen(self.k)`,
    ['a', 'b'],
  ],
  ['the class in a class method', `class A:\n  @classmethod\n  def m(cls): seen(cls)`, ['class A']],
  ['a declared field', `@dataclass\nclass A:\n  k: str\nseen(A('a').k)`, ['a']],
];

describe('what a value of an object is, in JavaScript', () => {
  it.each(JAVASCRIPT)('%s', async (_, text, expected) => {
    expect((await valuesOf({ 'a.js': text })).seen()).toEqual(expected);
  });
});
describe('what a value of an object is, in Python', () => {
  it.each(PYTHON)('%s', async (_, text, expected) => {
    expect((await valuesOf({ 'a.py': text })).seen()).toEqual(expected);
  });
});

it('says of the instance which values hold objects of the class, of bases too', async () => {
  const { values } = await valuesOf({
    'a.js': `class A { m() { this.a } } class B extends A { n() { this.b } } class C { o() { this.c } }`,
  });
  const { classes, functions } = values.program;
  const [a, b, c] = ['A', 'B', 'C'].map((name) => classes.find((one) => one.name === name)?.instance ?? -1);
  const receiver = (name: string): number => functions.find((one) => one.name === name)?.receiver ?? -1;
  expect(values.aliases().get(b ?? -1)).toEqual(expect.arrayContaining([receiver('m'), receiver('n')]));
  expect(values.aliases().get(a ?? -1)).toEqual(expect.arrayContaining([b, receiver('m')]));
  expect(values.aliases().get(a ?? -1)).not.toContain(receiver('n'));
  expect(values.aliases().get(c ?? -1)).toEqual([receiver('o')]);
});
