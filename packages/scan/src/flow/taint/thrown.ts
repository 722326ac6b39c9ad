import type { ValueId } from '../../ir/moduleIr.ts';
import { emptyList } from '../../dense/emptyList.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import { MOST_MINOR } from '../values/growingSets.ts';
import type { CallLink } from '../values/callLink.ts';
import { CALLS_WITH_ELEMENTS } from '../values/knownCalls.ts';
import type { Values } from '../values/values.ts';
import { type AccessPaths, REFUSED } from './accessPaths.ts';
import { toldOfUncaught, type ToldOfUncaught } from './uncaught.ts';

/** Where what a function throws goes. */
export interface Thrown {
  /** Function that throws what a value stands for; -1 for all others. */
  readonly throwerOf: Int32Array;
  /** 1 for each promise that is awaited: what else is done with it there is done with what comes of it. */
  readonly isAwaited: Uint8Array;
  /**
   * What has it after a call of the function: the catch clause around the call, else what the function throws that calls,
   * or the promise that the call gives. -1 where nothing of the package does.
   */
  caughtBy(step: number, index: number): ValueId;
  /** Steps that call a function, each followed by what has then what it throws. */
  catchersOf(index: number): readonly number[];
  /** Everybody who is told of what nobody catches. */
  readonly told: readonly ToldOfUncaught[];
  /** Whether what a function throws is caught by nobody: `CAUGHT`, `PERHAPS_CAUGHT` or `UNCAUGHT`. */
  uncaught(index: number): number;
  /** Whether what has it after a call is the promise that is refused with it. */
  isRefused(step: number, caught: ValueId): boolean;
  /** The path in what has it after a call. */
  pathIn(paths: AccessPaths, step: number, caught: ValueId, path: number): number;
  /**
   * Whether it is a guess that what a function throws and its caller hands on is meant by who catches it: errors, which tell
   * of whatever is wrong, would else come from everywhere to wherever errors are told.
   */
  isGuess(paths: AccessPaths, index: number, caught: ValueId, path: number): boolean;
  /** Whether an error is not handed on, because the function throws nothing itself: it may come from anywhere. */
  isLost(paths: AccessPaths, index: number, caught: ValueId, path: number): boolean;
  /** Whether a value stands for what was made as an error or was caught, or for so many things that one had no place among them. */
  isError(value: ValueId): boolean;
  /** Whether a value is what another function made or threw, by some copies at most. */
  isFromElsewhere(value: ValueId): boolean;
  /** Whether a function throws something itself, and not only what it calls. */
  throws(index: number): boolean;
  /** Whether a function itself throws what was made as an error, and not any object. */
  throwsErrors(index: number): boolean;
  /** Whether it is what a catch clause has. */
  isClause(caught: ValueId): boolean;
  /** Whether what has it is only thrown again. */
  isHandedOn(caught: ValueId): boolean;
  /** Whether somebody who calls a function has what it throws and does not only throw it again. */
  isCaughtOut(index: number): boolean;
}

export const CAUGHT = 0;
/** Whoever uses the package may catch it. */
export const PERHAPS_CAUGHT = 1;
export const UNCAUGHT = 2;

const ERROR = /(?:Error|Exception|Warning)\(\)$/u;
const UNKNOWN = 0;
const NO = 1;
const YES = 2;
const NOTHING = 1;
const AN_ERROR = 2;
const ANYTHING = 3;
/** From the clause to its variable, from there to what is thrown, and one more. */
const COPIES = 3;
const REFUSING: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

export function createThrown(values: Values): Thrown {
  const { program, links } = values;
  const told = toldOfUncaught(values);
  const catchers = new Map<number, readonly number[]>();
  const allCatchers = new Map<number, readonly number[]>();
  const caughtAt = emptyList<ValueId>(program.stepCount);
  const ownThrown = new Uint8Array(program.functions.length);
  const handedOn = new Uint8Array(program.valueCount);
  const caughtOut = new Uint8Array(program.functions.length);
  const throwerOf = new Int32Array(program.valueCount).fill(-1);
  for (const [index, { thrown }] of program.functions.entries()) throwerOf[thrown] = index;

  const caughtValues = new Set([...program.catches.values()].flatMap((some) => some.map(({ value }) => value)));
  const isAwaited = new Uint8Array(program.valueCount);
  for (let step = 0; step < program.stepCount; step++)
    if (program.kinds[step] === STEP_KIND.await) isAwaited[program.reads[program.starts[step] as number] as number] = 1;

  /** Of several ways to reach the function by one call the one that is a call. */
  function linkOf(step: number, index: number): CallLink | undefined {
    let found: CallLink | undefined;
    for (const link of links[step] ?? [])
      if (link.function === index && link.how !== 'settle' && link.how !== 'refuse')
        if (found === undefined || found.how === 'callback') found = link;
    return found;
  }
  function caughtBy(step: number, index: number): ValueId {
    const link = linkOf(step, index);
    if (link === undefined) return -1;
    const result = resultAt(step);
    if (program.functions[index]?.isAsync === true) return result;
    if (link.how === 'callback') {
      const call = values.callAt(step);
      if (call === undefined) return -1;
      const method = call.receiver === undefined ? undefined : values.methodOf(call);
      if (method !== undefined && REFUSING.has(method)) return call.to;
      if (call.isNew && isPromise(call.callee)) return call.to;
      // Anything else may run it later, when nobody is there to catch.
      if (method === undefined || !CALLS_WITH_ELEMENTS.has(method)) return -1;
    }
    return (caughtAt[step] ??= thrownAt(step, program.functionOf[result] as number));
  }
  function resultAt(step: number): ValueId {
    const to = program.gives[step] as number;
    return to < 0 ? (values.callAt(step)?.to ?? -1) : to;
  }
  /** What has what is thrown at a step of a function. */
  function thrownAt(step: number, within: number): ValueId {
    for (const { from, to, value } of program.catches.get(within) ?? []) if (from <= step && step < to) return value;
    return program.functions[within]?.thrown ?? -1;
  }
  function isPromise(callee: ValueId): boolean {
    return values.apisOf(callee).some((api) => values.denotations.apis.text(api) === 'global:Promise');
  }
  /** Whether a call leaves it to nobody: it runs later, or gives a promise that nothing is done with. */
  function isLost(step: number, index: number): boolean {
    const caught = caughtBy(step, index);
    if (caught < 0) return true;
    const { offsets } = program.uses;
    return isRefused(step, caught) && offsets[caught] === offsets[caught + 1];
  }
  function isHandedOn(caught: ValueId): boolean {
    if (throwerOf[caught] !== -1) return true;
    if (isAwaited[caught] === 0) return false;
    if (handedOn[caught] === UNKNOWN) handedOn[caught] = isThrownAgain(caught) ? YES : NO;
    return handedOn[caught] === YES;
  }
  function isThrownAgain(promise: ValueId): boolean {
    const { offsets, items, roles } = program.uses;
    for (let at = offsets[promise] as number; at < (offsets[promise + 1] as number); at++) {
      const step = items[at] as number;
      if (program.kinds[step] === STEP_KIND.await && throwerOf[program.gives[step] as number] === -1) return false;
      if (roles[at] === USE_ROLE.receiver && REFUSING.has(methodAt(step) ?? '')) return false;
    }
    return true;
  }
  function methodAt(step: number): string | undefined {
    const name = values.methodNameOf(program.reads[program.starts[step] as number] as number);
    return name < 0 ? undefined : program.memberNames.textOf(name);
  }
  function isCaughtOut(index: number): boolean {
    if (caughtOut[index] === UNKNOWN) caughtOut[index] = findOut(index) ? YES : NO;
    return caughtOut[index] === YES;
  }
  function findOut(index: number): boolean {
    if (uncaught(index) !== CAUGHT) return true;
    const all = allCatchersOf(index);
    for (let at = 1; at < all.length; at += 2) if (!isHandedOn(all[at] as number)) return true;
    return false;
  }
  function uncaught(index: number): number {
    if (told.length === 0) return CAUGHT;
    const callers = values.callersOf.get(index) ?? [];
    if (callers.some((step) => isLost(step, index))) return UNCAUGHT;
    return callers.length === 0 ? PERHAPS_CAUGHT : CAUGHT;
  }
  function allCatchersOf(index: number): readonly number[] {
    let found = allCatchers.get(index);
    if (found !== undefined) return found;
    const all: number[] = [];
    for (const step of values.callersOf.get(index) ?? []) {
      const caught = caughtBy(step, index);
      if (caught >= 0 && !values.errorInstances.has(caught)) all.push(step, caught);
    }
    allCatchers.set(index, (found = all));
    return found;
  }
  function catchersOf(index: number): readonly number[] {
    let found = catchers.get(index);
    if (found !== undefined) return found;
    found = allCatchersOf(index);
    if (ownOf(index) === AN_ERROR) {
      const some: number[] = [];
      for (let at = 0; at < found.length; at += 2) {
        const caught = found[at + 1] as number;
        if (!isHandedOn(caught) || isCaughtOut(program.functionOf[caught] as number))
          some.push(found[at] as number, caught);
      }
      found = some;
    }
    catchers.set(index, found);
    return found;
  }
  function isError(value: ValueId): boolean {
    return (
      values.holdersOf(value).length >= MOST_MINOR ||
      isCaught(value, COPIES) ||
      values.apisOf(value).some((api) => ERROR.test(values.denotations.apis.text(api))) ||
      values.holdersOf(value).some((one) => values.errorInstances.has(one))
    );
  }
  /** Whether a value is what a catch clause has, by some copies at most. */
  function isCaught(value: ValueId, copies: number): boolean {
    if (caughtValues.has(value)) return true;
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; copies > 0 && at < (offsets[value + 1] as number); at++) {
      const step = items[at] as number;
      if (program.kinds[step] !== STEP_KIND.copy) continue;
      if (isCaught(program.reads[program.starts[step] as number] as number, copies - 1)) return true;
    }
    return false;
  }
  function isFromElsewhere(value: ValueId, copies: number): boolean {
    if (caughtValues.has(value)) return true;
    return makersOf(value).some((step) => {
      const made = program.step(step);
      if (made.is === 'call') return !made.isNew;
      return made.is === 'copy' && copies > 0 && isFromElsewhere(made.from, copies - 1);
    });
  }
  function makersOf(value: ValueId): readonly number[] {
    const { offsets, items } = program.makes;
    return [...items.subarray(offsets[value] as number, offsets[value + 1] as number)];
  }
  /** Whether a function throws something itself, and whether that was made as an error: found out once. */
  function ownOf(index: number): number {
    const known = ownThrown[index] as number;
    if (known !== UNKNOWN) return known;
    const value = program.functions[index]?.thrown ?? -1;
    const isOwn = value >= 0 && makersOf(value).some((step) => program.kinds[step] === STEP_KIND.copy);
    return (ownThrown[index] = !isOwn ? NOTHING : isError(value) ? AN_ERROR : ANYTHING);
  }
  function isRefused(step: number, caught: ValueId): boolean {
    return resultAt(step) === caught;
  }
  return {
    throwerOf,
    isAwaited,
    caughtBy,
    isRefused,
    told,
    uncaught,
    catchersOf,
    isCaughtOut,
    isClause: (caught) => caughtValues.has(caught),
    pathIn: (paths, step, caught, path) =>
      isRefused(step, caught) && paths.head(path) !== REFUSED ? paths.under(REFUSED, path) : path,
    isError,
    isFromElsewhere: (value) => isFromElsewhere(value, COPIES),
    throws: (index) => ownOf(index) !== NOTHING,
    throwsErrors: (index) => ownOf(index) === AN_ERROR,
    isHandedOn,
    isLost(paths, index, caught, path) {
      if (!isHandedOn(caught)) return false;
      const isOwnError = ownOf(index) === AN_ERROR;
      if (!isOwnError && !paths.isInError(path)) return false;
      return ownOf(index) === NOTHING || !isCaughtOut(program.functionOf[caught] as number);
    },
    isGuess: (paths, index, caught, path) =>
      isHandedOn(caught) && (paths.isInError(path) || paths.isCut(path) || (index >= 0 && ownOf(index) === AN_ERROR)),
  };
}
