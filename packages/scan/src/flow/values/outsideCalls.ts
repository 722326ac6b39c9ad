import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { CallLink } from './callLink.ts';
import type { Classes } from './classes.ts';
import { API, denote, type Denotation, FUNCTION, indexOf, kindOf, OBJECT, SITE } from './denotations.ts';
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
  const receivers: (Receivers | undefined)[] = [];

  for (const at of program.calls) {
    const to = program.gives[at] as number;
    if (!standsFor(sets, to, denote(SITE, to))) continue;
    for (const instance of values.holdersOf(to)) {
      const index = classOf.get(instance);
      if (index === undefined) continue;
      const { always, outside } = (receivers[index] ??= receiversOf(index));
      for (const receiver of always) say(to, receiver);
      if (outside.length > 0 && (handed.has(to) || handed.has(instance)))
        for (const receiver of outside) say(to, receiver);
    }
  }

  function receiversOf(index: number): Receivers {
    const always = new Set<ValueId>();
    const outside = new Set<ValueId>();
    const isOfOutside = classes.isOfOutside(index);
    for (const method of classes.methodsOf(index)) {
      const receiver = program.functions[method]?.receiver;
      if (receiver === undefined) continue;
      if (taken.has(method) || isImplied(method)) always.add(receiver);
      else if (!isCalled(method))
        (isOfOutside || CALLED_BY_NAME.test(nameOf.get(method) ?? '') ? always : outside).add(receiver);
    }
    return { always: [...always], outside: [...outside].filter((one) => !always.has(one)) };
  }
  function isImplied(method: number): boolean {
    return (callersOf.get(method) ?? []).some(
      (step) => links[step]?.some((one) => one.function === method && one.how === 'implied') === true,
    );
  }
  function isCalled(method: number): boolean {
    return (callersOf.get(method) ?? []).some(
      (step) =>
        links[step]?.some((one) => one.function === method && one.how !== 'callback' && one.how !== 'implied') === true,
    );
  }
}

/** Receivers of a class's methods that the runtime may call on an object: on any, and on one that was handed outside. */
interface Receivers {
  readonly always: readonly ValueId[];
  readonly outside: readonly ValueId[];
}

/** Methods that are read from an object for something else than to call them there. */
function methodsTaken({ program, sets }: ValuesSoFar): ReadonlySet<number> {
  const { uses, gives, kinds } = program;
  const found = new Set<number>();
  const isMethod = (one: Denotation): boolean =>
    kindOf(one) === FUNCTION && program.functions[indexOf(one)]?.instance !== undefined;
  for (const index of program.loads) {
    const to = gives[index] as number;
    const size = sets.sizeOf(to);
    let isAny = false;
    for (let place = 0; place < size && !isAny; place++) isAny = isMethod(sets.at(to, place));
    if (!isAny) continue;
    for (let at = uses.offsets[to] as number; at < (uses.offsets[to + 1] as number); at++) {
      const use = uses.items[at] as number;
      if (kinds[use] === STEP_KIND.call) {
        const call = program.step(use) as CallIr;
        if (call.callee === to && !isGiven(call, to)) continue;
      }
      for (let place = 0; place < size; place++)
        if (isMethod(sets.at(to, place))) found.add(indexOf(sets.at(to, place)));
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
  const { reads, starts, roles } = program;
  for (const index of program.calls) {
    if (links[index]?.some((one) => one.how !== 'callback' && one.how !== 'implied') === true) continue;
    const start = starts[index] as number;
    const callee = reads[start] as number;
    const size = sets.sizeOf(callee);
    let isOutside = true;
    for (let place = 0; place < size && isOutside; place++) isOutside = kindOf(sets.at(callee, place)) === API;
    if (!isOutside) continue;
    for (let at = start + 1; at < (starts[index + 1] as number); at++) {
      if (roles[at] !== USE_ROLE.argument || !holdsObject(sets, reads[at] as number)) continue;
      for (const holder of values.madeAt(reads[at] as number)) found.add(holder);
    }
  }
  return found;
}

function standsFor(sets: ValuesSoFar['sets'], value: ValueId, denotation: Denotation): boolean {
  for (let place = sets.sizeOf(value) - 1; place >= 0; place--) if (sets.at(value, place) === denotation) return true;
  return false;
}
function holdsObject(sets: ValuesSoFar['sets'], value: ValueId): boolean {
  for (let place = sets.sizeOf(value) - 1; place >= 0; place--)
    if (kindOf(sets.at(value, place)) === OBJECT || kindOf(sets.at(value, place)) === SITE) return true;
  return false;
}
