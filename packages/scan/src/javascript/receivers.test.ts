import { describe, expect, it } from 'vitest';
import type { FunctionIr, ModuleIr, ValueId } from '../ir/moduleIr.ts';
import { writtenMember } from '../testing/writtenIr.ts';
import { lowerJavaScript } from './lowerJavaScript.ts';

function lower(text: string): ModuleIr {
  const module = lowerJavaScript('a.js', text);
  expect(module.unread).toEqual([]);
  return module;
}
/** The only function of a name. */
function called(module: ModuleIr, name: string): FunctionIr {
  const [found, second] = module.functions.filter((one) => one.name === name);
  if (found === undefined || second !== undefined) throw new Error(`not one function ${name}`);
  return found;
}
/** Values that members are stored into under a name, or read from. */
function storedInto(module: ModuleIr, key: string): ValueId[] {
  return module.steps.flatMap((step) => (step.is === 'store' && step.key === key ? [step.into] : []));
}
function loadedFrom(module: ModuleIr, key: string): ValueId[] {
  return module.steps.flatMap((step) => (step.is === 'load' && step.key === key ? [step.from] : []));
}
const membersOf = ({ classes }: ModuleIr): string[][] => classes.map((one) => one.members.map(writtenMember));

describe('what this is in a class', () => {
  it('is a value of each method, constructor and accessor, all of them of the one instance', () => {
    const module = lower(
      'class A { #f = 1; constructor() { this.c = 1 } m() { this.m1 = 1 } get g() { return this.g1 } set s(v) { this.s1 = v } }',
    );
    const [made] = module.classes;
    const methods = ['A', 'm', 'g', 's'].map((name) => called(module, name));
    expect(methods.map((one) => one.instance)).toEqual(methods.map(() => made?.instance));
    const receivers = methods.map((one) => one.receiver);
    expect(receivers).not.toContain(undefined);
    expect(new Set([...receivers, made?.instance]).size).toBe(5);
    expect([
      storedInto(module, 'c'),
      storedInto(module, 'm1'),
      loadedFrom(module, 'g1'),
      storedInto(module, 's1'),
    ]).toEqual(receivers.map((one) => [one]));
    expect(storedInto(module, '#f')).toEqual([receivers[0]]);
    expect(membersOf(module)).toEqual([['m', 'get g', 'set s']]);
  });

  it('belongs to one class alone', () => {
    const { classes, functions } = lower('class A { m() { return this } } class B { n() { return this } }');
    expect(functions.slice(1).map((one) => one.instance)).toEqual(classes.map((one) => one.instance));
    expect(classes[0]?.instance).not.toBe(classes[1]?.instance);
  });

  it('is in an arrow function what it is around it, and in a function something else', () => {
    const module = lower(
      'class A { m() { const f = () => { this.a = 1; (() => { this.b = 1 })() }; function g() { this.c = 1 } } }',
    );
    const { receiver } = called(module, 'm');
    expect(receiver).toBeDefined();
    expect(storedInto(module, 'a')).toEqual([receiver]);
    expect(storedInto(module, 'b')).toEqual([receiver]);
    const inner = called(module, 'g');
    expect(called(module, 'f').receiver).toBeUndefined();
    expect(storedInto(module, 'c')).toEqual([inner.receiver]);
    expect(inner.receiver).not.toBe(receiver);
    expect(inner.instance).toBeUndefined();
  });

  it('is the constructor’s in fields that hold arrow functions', () => {
    const module = lower('class A { f = () => { this.a = 1 }; constructor() { this.b = 1 } }');
    const { receiver } = called(module, 'A');
    expect([...storedInto(module, 'a'), ...storedInto(module, 'b')]).toEqual([receiver, receiver]);
  });

  it('is the class in whatever is static', () => {
    const module = lower(
      'const A = class { static m() { this.a = 1 } static f = (this.b = 1); static { this.c = 1 } static get g() { return this.d } }',
    );
    const held = module.steps.flatMap((step) => (step.is === 'class' ? [step.to] : []));
    expect([...storedInto(module, 'b'), ...storedInto(module, 'c')]).toEqual([held[0], held[0]]);
    // Of a static method it is a value of its own, which the class goes into.
    expect(storedInto(module, 'a')).toEqual([called(module, 'm').receiver]);
    expect(loadedFrom(module, 'd')).toEqual([called(module, 'g').receiver]);
    const copied = module.steps.flatMap((step) => (step.is === 'copy' && step.from === held[0] ? [step.to] : []));
    expect(copied).toEqual(expect.arrayContaining([called(module, 'm').receiver, called(module, 'g').receiver]));
    expect(called(module, 'm').instance).toBeUndefined();
    expect(membersOf(module)).toEqual([['static m']]);
    // What a static getter gives is in the class.
    expect(storedInto(module, 'g')).toEqual(held);
  });

  it('is not shared with a class inside', () => {
    const module = lower('class A { m() { return class { n() { this.x = 1 } } } }');
    expect(storedInto(module, 'x')).toEqual([called(module, 'n').receiver]);
    expect(called(module, 'n').instance).not.toBe(called(module, 'm').instance);
  });
});

describe('what this is in classes of the old kind', () => {
  const ways: readonly (readonly [what: string, text: string, members: readonly string[]])[] = [
    ['members of the prototype', 'F.prototype.m = function () { this.b = 1 }', ['m']],
    ['an object as the prototype', 'F.prototype = { m: function () { this.b = 1 } }', ['m']],
    ['Object.assign', 'Object.assign(F.prototype, { m() { this.b = 1 } })', ['m']],
    ['a name for the prototype', 'const p = F.prototype; p.m = function () { this.b = 1 }', ['m']],
    [
      'a method by defineProperty',
      'Object.defineProperty(F.prototype, "m", { value: function m() { this.b = 1 } })',
      ['m'],
    ],
    [
      'a getter by defineProperty',
      'Object.defineProperty(F.prototype, "m", { get: function m() { this.b = 1 } })',
      ['get m'],
    ],
    ['a getter written as a method', 'Object.defineProperty(F.prototype, "m", { get() { this.b = 1 } })', ['get m']],
    ['a getter of an object as the prototype', 'F.prototype = { get m() { this.b = 1 } }', ['get m']],
    ['a setter of an object as the prototype', 'F.prototype = { set m(v) { this.b = 1 } }', ['set m']],
    ['a setter by defineProperty', 'Object.defineProperty(F.prototype, "m", { set(v) { this.b = 1 } })', ['set m']],
    [
      'a getter by defineProperties',
      'Object.defineProperties(F.prototype, { m: { get() { this.b = 1 } } })',
      ['get m'],
    ],
    ['a setter in a compiler’s table', '_createClass(F, [{ key: "m", set: function (v) { this.b = 1 } }])', ['set m']],
    ['a table of a compiler', '_createClass(F, [{ key: "m", value: function m() { this.b = 1 } }])', ['m']],
    ['a getter in a compiler’s table', '_createClass(F, [{ key: "m", get: function () { this.b = 1 } }])', ['get m']],
  ];
  it.each(ways)('%s', (_, text, members) => {
    const module = lower(`function F() { this.a = 1 } ${text}`);
    expect(membersOf(module)).toEqual([members]);
    const [made] = module.classes;
    const [constructor] = storedInto(module, 'a');
    const [method] = storedInto(module, 'b');
    expect(constructor).not.toBe(method);
    const construct = module.functions[made?.construct ?? -1];
    const member = module.functions[made?.members[0]?.function ?? -1];
    expect([construct?.receiver, member?.receiver]).toEqual([constructor, method]);
    expect([construct?.instance, member?.instance]).toEqual([made?.instance, made?.instance]);
  });

  it('a function in two prototypes is of the first class, and its this an object of the second too', () => {
    const module = lower(
      'function F() {} function G() {} const m = function () { this.a = 1 }; F.prototype.m = m; G.prototype.m = m',
    );
    const [f, g] = module.classes;
    const { receiver, instance } = called(module, 'm');
    expect(instance).toBe(f?.instance);
    expect(module.steps).toContainEqual({ is: 'copy', from: g?.instance, to: receiver });
    expect(module.steps).toContainEqual({ is: 'copy', from: receiver, to: g?.instance });
    expect(membersOf(module)).toEqual([['m'], ['m']]);
  });
});
