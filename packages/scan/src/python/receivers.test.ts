import { expect, it } from 'vitest';
import type { FunctionIr, ModuleIr, ValueId } from '../ir/moduleIr.ts';
import { writtenMember } from '../testing/writtenIr.ts';
import { installedPythonLowering } from './testing/pythonLowering.ts';

const lowerPython = await installedPythonLowering();

function lower(text: string): ModuleIr {
  const module = lowerPython('m.py', text);
  expect(module.unread).toEqual([]);
  return module;
}
/** The functions of a name, in the order they are written. */
function called(module: ModuleIr, name: string): FunctionIr[] {
  return module.functions.filter((one) => one.name === name);
}
function storedInto(module: ModuleIr, key: string): ValueId[] {
  return module.steps.flatMap((step) => (step.is === 'store' && step.key === key ? [step.into] : []));
}
function loadedFrom(module: ModuleIr, key: string): ValueId[] {
  return module.steps.flatMap((step) => (step.is === 'load' && step.key === key ? [step.from] : []));
}
const membersOf = ({ classes }: ModuleIr): string[][] => classes.map((one) => one.members.map(writtenMember));

it('self is a value of each method, all of them of the one instance', () => {
  const module = lower(`class A:
  def __init__(self, k): self.a = k
  def m(this): this.b = 1
  def n(self): self.c = 1`);
  const [made] = module.classes;
  const methods = module.functions.slice(1);
  expect(methods.map((one) => one.instance)).toEqual(methods.map(() => made?.instance));
  const receivers = methods.map((one) => one.receiver);
  expect(['a', 'b', 'c'].flatMap((key) => storedInto(module, key))).toEqual(receivers);
  expect(new Set([...receivers, made?.instance]).size).toBe(4);
});

it('self in functions and lambdas inside a method is the method’s', () => {
  const module = lower(`class A:
  def m(self):
    def f():
      self.a = 1
    return lambda: self.b`);
  const [method] = called(module, 'm');
  expect([...storedInto(module, 'a'), ...loadedFrom(module, 'b')]).toEqual([method?.receiver, method?.receiver]);
  expect(called(module, 'f').map((one) => [one.receiver, one.instance])).toEqual([[undefined, undefined]]);
});

it('properties and setters are members with a receiver each', () => {
  const module = lower(`class A:
  @property
  def p(self): return self.a
  @p.setter
  def p(self, v): self.b = v
  @functools.cached_property
  def q(self): return self.c`);
  expect(membersOf(module)).toEqual([['get p', 'set p', 'get q']]);
  const [getter, setter] = called(module, 'p');
  const [cached] = called(module, 'q');
  expect(loadedFrom(module, 'a')).toEqual([getter?.receiver]);
  expect(storedInto(module, 'b')).toEqual([setter?.receiver]);
  expect(loadedFrom(module, 'c')).toEqual([cached?.receiver]);
  const [made] = module.classes;
  expect([getter, setter, cached].map((one) => one?.instance)).toEqual([1, 2, 3].map(() => made?.instance));
  expect(setter?.parameters.map((one) => one.name)).toEqual(['v']);
});

it('class methods have the class, static methods nothing', () => {
  const module = lower(`class A:
  @classmethod
  def c(cls): cls.a = 1
  @staticmethod
  def s(x): x.b = 1
  def __new__(cls): cls.d = 1`);
  const held = module.steps.flatMap((step) => (step.is === 'class' ? [step.to] : []));
  expect([...storedInto(module, 'a'), ...storedInto(module, 'd')]).toEqual([held[0], held[0]]);
  const [c] = called(module, 'c');
  const [s] = called(module, 's');
  expect([c?.receiver, c?.instance]).toEqual([held[0], undefined]);
  expect([s?.receiver, s?.instance]).toEqual([undefined, undefined]);
  expect(s?.parameters.map((one) => one.name)).toEqual(['x']);
});

it('the constructor of declared fields stores into a receiver of its own', () => {
  const module = lower(`@dataclass
class D:
  a: int
  b: str
  def __post_init__(self): self.c = 1`);
  const [made] = module.classes;
  const construct = module.functions[made?.construct ?? -1];
  expect(construct?.instance).toBe(made?.instance);
  expect(construct?.receiver).not.toBe(made?.instance);
  expect(construct?.parameters.map((one) => one.name)).toEqual(['a', 'b']);
  // What the body declares is in the class and its instance, what a call gives in the receiver.
  expect(storedInto(module, 'a').at(-1)).toBe(construct?.receiver);
  const [after] = called(module, '__post_init__');
  expect(loadedFrom(module, '__post_init__')).toEqual([construct?.receiver]);
  expect(storedInto(module, 'c')).toEqual([after?.receiver]);
  expect(after?.receiver).not.toBe(construct?.receiver);
});

it('super().__init__ and Base.__init__(self) call the base with this receiver', () => {
  const module = lower(`class B:
  def __init__(self, k): self.k = k
class A(B):
  def __init__(self, k): super().__init__(k)
class C(B):
  def __init__(self, k): B.__init__(self, k)`);
  const [, ofA, ofC] = called(module, '__init__');
  const on = module.steps.flatMap((step) => (step.is === 'call' ? [step.receiver] : []));
  expect(on).toEqual(expect.arrayContaining([ofA?.receiver, ofC?.receiver]));
  expect(new Set(called(module, '__init__').map((one) => one.instance)).size).toBe(3);
});
