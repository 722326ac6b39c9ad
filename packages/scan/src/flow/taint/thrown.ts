import type { ValueId } from '../../ir/moduleIr.ts';
import type { CallLink } from '../values/callLink.ts';
import { CALLS_WITH_ELEMENTS } from '../values/knownCalls.ts';
import type { Values } from '../values/values.ts';
import { type AccessPaths, REFUSED } from './accessPaths.ts';

/** Where what a function throws goes. */
export interface Thrown {
  /** Function that throws what a value stands for; -1 for all others. */
  readonly throwerOf: Int32Array;
  /**
   * What has it after a call of the function: the catch clause around the call, else what the function throws that calls,
   * or the promise that the call gives. -1 where nothing of the package does.
   */
  caughtBy(step: number, index: number): ValueId;
  /** Steps that call a function, each followed by what has then what it throws. */
  catchersOf(index: number): readonly number[];
  /** Whether what has it after a call is the promise that is refused with it. */
  isRefused(step: number, caught: ValueId): boolean;
  /** The path in what has it after a call. */
  pathIn(paths: AccessPaths, step: number, caught: ValueId, path: number): number;
  /**
   * Whether it is a guess that what a caller hands on is meant: what errors say, about whatever is wrong, would else come
   * from everywhere to wherever errors are told.
   */
  isGuess(paths: AccessPaths, caught: ValueId, path: number): boolean;
}

const REFUSING: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

export function createThrown(values: Values): Thrown {
  const { program, links } = values;
  const catchers = new Map<number, readonly number[]>();
  const throwerOf = new Int32Array(program.valueCount).fill(-1);
  for (const [index, { thrown }] of program.functions.entries()) throwerOf[thrown] = index;

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
    const call = link === undefined ? undefined : values.callAt(step);
    if (link === undefined || call === undefined) return -1;
    if (program.functions[index]?.isAsync === true) return call.to;
    if (link.how === 'callback') {
      const method = call.receiver === undefined ? undefined : values.methodOf(call);
      if (method !== undefined && REFUSING.has(method)) return call.to;
      if (call.isNew && isPromise(call.callee)) return call.to;
      // Anything else may run it later, when nobody is there to catch.
      if (method === undefined || !CALLS_WITH_ELEMENTS.has(method)) return -1;
    }
    const within = program.functionOf[call.to] as number;
    for (const { from, to, value } of program.catches.get(within) ?? []) if (from <= step && step < to) return value;
    return program.functions[within]?.thrown ?? -1;
  }
  function isPromise(callee: ValueId): boolean {
    return values.apisOf(callee).some((api) => values.denotations.apis.text(api) === 'global:Promise');
  }
  function isRefused(step: number, caught: ValueId): boolean {
    return values.callAt(step)?.to === caught;
  }
  return {
    throwerOf,
    caughtBy,
    isRefused,
    catchersOf(index) {
      let found = catchers.get(index);
      if (found !== undefined) return found;
      const all: number[] = [];
      for (const step of values.callersOf.get(index) ?? []) {
        const caught = caughtBy(step, index);
        if (caught >= 0 && !values.errorInstances.has(caught)) all.push(step, caught);
      }
      catchers.set(index, (found = all));
      return found;
    },
    pathIn: (paths, step, caught, path) =>
      isRefused(step, caught) && paths.head(path) !== REFUSED ? paths.under(REFUSED, path) : path,
    isGuess: (paths, caught, path) => throwerOf[caught] !== -1 && paths.isErrorText(path),
  };
}
