import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { CallLink } from './callLink.ts';
import type { Classes } from './classes.ts';
import { API, denote, FUNCTION, kindOf, SITE } from './denotations.ts';
import { ofKind } from './readValues.ts';
import type { ValuesSoFar } from './values.ts';

interface Around {
  readonly values: ValuesSoFar;
  readonly classes: Classes;
  readonly links: readonly (readonly CallLink[] | undefined)[];
  readonly callersOf: ReadonlyMap<number, readonly number[]>;
}

/** Methods that the runtime calls by their name: `*` is a computed name. */
const CALLED_BY_NAME = /^(?:__\w+__|\*|Symbol\.\w+|then|toJSON|toString|valueOf)$/u;

/**
 * Objects told apart by their `new` expression meet only the methods that the package calls on them. Some methods are
 * called by nobody in it: those handed on as functions (`on('x', this.run)`), those that the runtime knows by name or
 * calls because a class of its own has them (`Thread.run`), and any method of an object that was handed outside. Says of
 * each such expression which receivers hold its object.
 */
export function outsideCalls(
  { values, classes, links, callersOf }: Around,
  say: (site: ValueId, receiver: ValueId) => void,
): void {
  const { program, sets } = values;
  const classOf = new Map(program.classes.map((one, index) => [one.instance, index]));
  const nameOf = new Map(program.classes.flatMap((one) => one.members.map((member) => [member.function, member.name])));
  const taken = methodsTaken(values);
  const handed = handedOut(values, links);

  for (const at of program.calls) {
    const step = program.step(at) as CallIr;
    if (!sets.of(step.to).includes(denote(SITE, step.to))) continue;
    for (const instance of values.holdersOf(step.to)) {
      const index = classOf.get(instance);
      if (index === undefined) continue;
      const isKnownOutside = handed.has(step.to) || handed.has(instance) || classes.isOfOutside(index);
      for (const method of classes.methodsOf(index)) {
        const receiver = program.functions[method]?.receiver;
        if (receiver === undefined) continue;
        const isMeant = isKnownOutside || CALLED_BY_NAME.test(nameOf.get(method) ?? '');
        if (taken.has(method) || (isMeant && !isCalled(method))) say(step.to, receiver);
      }
    }
  }

  function isCalled(method: number): boolean {
    return (callersOf.get(method) ?? []).some(
      (step) => links[step]?.some((one) => one.function === method && one.how !== 'callback') === true,
    );
  }
}

/** Methods that are read from an object for something else than to call them there. */
function methodsTaken({ program, sets }: ValuesSoFar): ReadonlySet<number> {
  const { uses } = program;
  const found = new Set<number>();
  for (const index of program.loads) {
    const step = program.step(index) as StepIr & { is: 'load' };
    const all = ofKind(sets, step.to, FUNCTION);
    if (all.length === 0) continue;
    const methods = all.filter((one) => program.functions[one]?.instance !== undefined);
    if (methods.length === 0) continue;
    for (let at = uses.offsets[step.to] as number; at < (uses.offsets[step.to + 1] as number); at++) {
      const use = program.step(uses.items[at] as number);
      if (use.is === 'call' && use.callee === step.to && !isGiven(use, step.to)) continue;
      for (const one of methods) found.add(one);
      break;
    }
  }
  return found;
}
function isGiven(call: CallIr, value: ValueId): boolean {
  return call.arguments.some((one) => one.value === value);
}

/** Objects that are given to what is not of the package: `new` expressions, and instances where those are not known. */
function handedOut(values: ValuesSoFar, links: Around['links']): ReadonlySet<ValueId> {
  const { program, sets } = values;
  const found = new Set<ValueId>();
  for (const index of program.calls) {
    const step = program.step(index) as CallIr;
    if (links[index]?.some((one) => one.how !== 'callback') === true) continue;
    if (sets.of(step.callee).some((one) => kindOf(one) !== API)) continue;
    for (const { value } of step.arguments) for (const holder of values.madeAt(value)) found.add(holder);
  }
  return found;
}
