import type { ArgumentIr, CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Program } from '../program/linkProgram.ts';
import { FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
import { ofKind } from './readValues.ts';
import type { ValueSets } from './valueSets.ts';

type Asking = StepIr & { readonly is: 'join' | 'compute' | 'test' };

/** The right operand says what comes of it where the left does not. */
const REFLECTED = /^__(?=(?:add|sub|mul|truediv|floordiv|mod|pow|matmul|and|or|xor|lshift|rshift)__$)/u;
const SWAPPED: Readonly<Record<string, string>> = {
  __eq__: '__eq__',
  __ne__: '__ne__',
  __lt__: '__gt__',
  __gt__: '__lt__',
  __le__: '__ge__',
  __ge__: '__le__',
};
/** Asked in this order, and each of them may be what is called. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  __format__: ['__format__', '__str__', '__repr__'],
  __str__: ['__str__', '__repr__'],
  __bool__: ['__bool__', '__len__'],
  __int__: ['__int__', '__index__'],
  __iter__: ['__iter__', '__next__'],
  __ne__: ['__ne__', '__eq__'],
};

/**
 * Makes calls of the steps in which an object of the package's own classes says by a method what an operator does, or what
 * the language makes of it (`__add__`, `__str__`), once all objects are known; `say` is given each function that is called.
 */
export function createOperatorCalls(
  { program, sets }: { readonly program: Program; readonly sets: ValueSets },
  say: (step: number, call: CallIr, called: number) => void,
): () => void {
  const { kinds, reads, starts } = program;

  return () => {
    const asked = objectsAsked();
    if (asked.size === 0) return;
    for (let index = 0; index < program.stepCount; index++) {
      const kind = kinds[index];
      if (kind !== STEP_KIND.join && kind !== STEP_KIND.compute && kind !== STEP_KIND.test) continue;
      if (readsAny(index, asked)) callOperator(index, program.step(index) as Asking, asked);
    }
  };

  /** Objects of classes that have a method with a name of the language's own. */
  function objectsAsked(): ReadonlySet<ValueId> {
    const names = new Set(
      program.classes.flatMap(({ members }) => members.flatMap(({ name }) => (/^__\w+__$/u.test(name) ? [name] : []))),
    );
    names.delete('__init__');
    const found = new Set<ValueId>();
    for (const name of names) {
      for (const { instance } of program.classes)
        if (ofKind(sets, sets.cell(instance, name), FUNCTION).length > 0) found.add(instance);
    }
    return found;
  }
  function readsAny(index: number, asked: ReadonlySet<ValueId>): boolean {
    for (let at = starts[index] as number; at < (starts[index + 1] as number); at++) {
      const value = reads[at] as number;
      for (let place = sets.sizeOf(value) - 1; place >= 0; place--) {
        const one = sets.at(value, place);
        if (kindOf(one) === OBJECT && asked.has(indexOf(one))) return true;
      }
    }
    return false;
  }
  function callOperator(index: number, step: Asking, asked: ReadonlySet<ValueId>): void {
    if (step.by === undefined) return;
    const operands = step.is === 'join' ? step.parts : step.from;
    for (const [place, receiver] of operands.entries()) {
      const names = methodsOf(step.by, place, operands.length);
      const called = ofKind(sets, receiver, OBJECT)
        .filter((holder) => asked.has(holder))
        .flatMap((holder) => names.flatMap((name) => ofKind(sets, sets.cell(holder, name), FUNCTION)));
      if (called.length === 0) continue;
      const others = step.by === '__format__' ? [] : operands.filter((_, other) => other !== place);
      for (const one of new Set(called)) callOn(index, step.to, receiver, others, one);
      return;
    }
  }
  /** Each of the others is what the method takes: in `a + b + c` the object is given one after the other. */
  function callOn(index: number, to: ValueId, receiver: ValueId, others: readonly ValueId[], called: number): void {
    const [first] = program.functions[called]?.parameters ?? [];
    const given: ArgumentIr[] = first === undefined ? [] : others.map((value) => ({ value, name: first.name }));
    const span = { start: 0, end: 0 };
    say(index, { is: 'call', isNew: false, callee: receiver, receiver, arguments: given, to, span }, called);
  }
}

/** Methods that the operand at a place is asked by. */
function methodsOf(by: string, place: number, count: number): readonly string[] {
  const plain = by.replace(
    /^__i(?=(?:add|sub|mul|truediv|floordiv|mod|pow|matmul|and|or|xor|lshift|rshift)__$)/u,
    '__',
  );
  const own = INSTEAD[by] ?? (plain === by ? [by] : [by, plain]);
  // What is looked for stands on the left, what it is looked for in on the right.
  if (by === '__contains__') return place === 1 ? [by] : [];
  if (by === '__format__' || count === 1) return own;
  const swapped = SWAPPED[plain] ?? (REFLECTED.test(plain) ? plain.replace(REFLECTED, '__r') : undefined);
  if (place === 0) return own;
  return swapped === undefined ? [] : count === 2 ? [swapped] : [...own, swapped];
}
