import { describe, expect, it } from 'vitest';
import { valuesOf } from '../testing/valuesOf.ts';
import { createMembers, familyHolder, type Members } from './members.ts';
import { API, CLASS, CONSTANT, denote, FAMILY, FUNCTION, OBJECT, SITE } from './denotations.ts';
import type { Values } from './values.ts';

const TEXT = `class A { constructor() { this.k = 'a' } } A.s = 't'; function F() {} F.cache = 'c'; const o = { k: 'o' }; seen(o)`;

async function create(): Promise<Values & { readonly members: Members }> {
  const { values } = await valuesOf({ 'a.js': TEXT });
  return { ...values, members: createMembers(values.program, values.denotations, values.sets) };
}

describe('who holds the members of', () => {
  it('an object: itself', async () => {
    const { members } = await create();
    expect(members.holderOf(denote(OBJECT, 3))).toBe(3);
  });
  it('this in a method: what is written is the instance’s', async () => {
    const { members, program } = await create();
    expect(members.holderOf(denote(FAMILY, 0))).toBe(program.classes[0]?.instance);
  });
  it('a function and a class: what stands for them as objects', async () => {
    const { members, program } = await create();
    expect(members.holderOf(denote(FUNCTION, 1))).toBe(program.functionObject(1));
    expect(members.holderOf(denote(CLASS, 0))).toBe(program.classObject(0));
  });
  it('what is outside, a constant or one new expression: nobody of the package', async () => {
    const { members } = await create();
    for (const kind of [API, CONSTANT, SITE]) expect(members.holderOf(denote(kind, 0))).toBeUndefined();
  });
  it('a family: a number that no value and no other family has', () => {
    expect([0, 1, 2].map(familyHolder)).toEqual([-1, -2, -3]);
  });
});

it('the object that new gives of a function is its class’s instance, or its receiver, or the function itself', async () => {
  const { values } = await valuesOf({
    'a.js': `function F() { this.k = 1 } F.prototype.m = function () {}; function G() { this.k = 2 } function H() {}`,
  });
  const { program } = values;
  const { instanceOf } = createMembers(program, values.denotations, values.sets);
  const at = (name: string): number => program.functions.findIndex((one) => one.name === name);
  expect(instanceOf(at('F'))).toBe(program.classes[0]?.instance);
  expect(instanceOf(at('G'))).toBe(program.functions[at('G')]?.receiver);
  expect(instanceOf(at('H'))).toBe(program.functionObject(at('H')));
});

describe('reading', () => {
  const cases: readonly (readonly [what: string, text: string, seen: readonly string[]])[] = [
    ['a member of a function', `function f() {} f.cache = 'c'; seen(f.cache)`, ['c']],
    ['a member of a class', `class A {} A.k = 'a'; seen(A.k)`, ['a']],
    ['a class’s prototype', `class A { m() {} } seen(A.prototype.m)`, ['m()']],
    ['what is put into a class’s prototype', `class A {} A.prototype.k = 'a'; seen(new A().k)`, ['a']],
    [
      'what an object that became the prototype has',
      `function F() {} F.prototype = { k: 'f' }; seen(new F().k)`,
      ['f'],
    ],
    [
      'what the prototype of another has',
      `function B() {} B.prototype.m = function m() {}; function F() {} F.prototype = Object.create(B.prototype); seen(new F().m)`,
      ['m()'],
    ],
    ['an element where the name is not known', `const o = {}; o[n] = 'a'; seen(o.k)`, ['a']],
    ['a member by a name that is put together', `const o = { ab: 'x', cd: 'y' }; seen(o['a' + 'b'])`, ['x']],
    ['what is no member', `const o = { a: 'x' }; seen(o.b)`, []],
  ];
  it.each(cases)('%s', async (_, text, expected) => {
    expect((await valuesOf({ 'a.js': text })).seen()).toEqual(expected);
  });
  it('from outside is a longer path', async () => {
    const { values } = await valuesOf({ 'a.js': `seen(require('https').get)` });
    const paths = [...values.program.loads].flatMap((index) => values.apisOf(values.program.gives[index] ?? -1));
    expect(paths.map((api) => values.denotations.apis.text(api))).toEqual(['node:https.get']);
  });
});
