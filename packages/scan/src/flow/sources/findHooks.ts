import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { SAYS } from '../catalog/apiFacts.ts';
import { makerOf } from '../program/makerOf.ts';
import { stepAt } from '../taint/taintContext.ts';
import { CLASS, FUNCTION, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';

/** A function of the package that takes the place of one from outside: whoever calls that calls this. */
export interface Hook {
  readonly function: number;
  /** What it takes the place of, and the object or class that has it. */
  readonly api: number;
  readonly holder: number;
  readonly by: HookedBy;
}

/**
 * How a hook gets what callers give: as its own parameters, as a list that is one of them, what is assigned, or it is one
 * of several functions that a `get` trap may give.
 */
export type HookedBy =
  | { readonly is: 'call' }
  | { readonly is: 'list'; readonly list: number; readonly receiver: number }
  | { readonly is: 'setter' }
  | { readonly is: 'trap' };

type Put = Pick<Hook, 'function' | 'by'>;

const CALLED: HookedBy = { is: 'call' };
/** Where the traps of a `Proxy` are given the receiver and the list of arguments. */
const TRAPS: readonly (readonly [trap: string, by: HookedBy])[] = [
  ['apply', { is: 'list', list: 2, receiver: 1 }],
  ['construct', { is: 'list', list: 1, receiver: -1 }],
];
/** Functions that put one in the place of another: a receiver, a name, and what is put there. */
const PUTTING: ReadonlySet<string> = new Set(['global:Reflect.set', 'global:setattr', 'py:unittest.mock.patch.object']);
const DEFINING: ReadonlySet<string> = new Set(['global:Object.defineProperty', 'global:Reflect.defineProperty']);
/** They are given what makes a function of the one that was there. */
const WRAPPING: ReadonlySet<string> = new Set(['npm:shimmer.wrap', 'npm:shimmer']);
const DEFINES_SETTER = /\.__defineSetter__$/u;
const MOST_COPIES = 8;
/** What may be more things from outside than this is none of them in particular. */
const MOST_HOLDERS = 4;

/** All functions that a package puts into what comes from outside: `lib.Wallet.fromPhrase = function …`. */
export function findHooks(values: Values, listed: Uint16Array): readonly Hook[] {
  const { program, sets, denotations } = values;
  const { apis } = denotations;
  const { memberNames, reads, starts } = program;
  const found: Hook[] = [];
  for (const index of program.stores) {
    const into = reads[starts[index] as number] as number;
    if (((listed[into] as number) & SAYS.outside) === 0) continue;
    const step = program.step(index);
    if (step.is === 'store') note(into, values.keysOf(step.key), putBy(step.from));
  }
  const isPutting = new Map<number, boolean>();
  for (const index of program.calls) {
    const callee = reads[starts[index] as number] as number;
    if (((listed[callee] as number) & SAYS.outside) === 0) continue;
    for (const api of values.apisOf(callee)) {
      let puts = isPutting.get(api);
      if (puts === undefined) isPutting.set(api, (puts = mayPut(apis.text(api))));
      if (puts) ofCall(program.step(index) as CallIr, apis.text(api));
    }
  }
  return found;

  function note(into: ValueId, keys: readonly string[], put: readonly Put[]): void {
    const holders = put.length === 0 ? [] : values.apisOf(into);
    if (holders.length > MOST_HOLDERS) return;
    for (const holder of holders) {
      for (const key of keys) {
        const api = apis.member(holder, memberNames.idOf(key));
        for (const one of put) found.push({ ...one, api, holder });
      }
    }
  }
  function ofCall(call: CallIr, path: string): void {
    const [into, key, third] = call.arguments;
    if (into === undefined || key === undefined) return;
    if (path === 'global:Object.assign') {
      for (const { value } of call.arguments.slice(1))
        for (const holder of values.holdersOf(value))
          for (const name of sets.keysOf(holder)) note(into.value, [name], putBy(sets.cell(holder, name)));
      return;
    }
    if (DEFINES_SETTER.test(path)) {
      if (call.receiver !== undefined) note(call.receiver, namesIn(into.value), settersIn(key.value));
      return;
    }
    if (third === undefined) return;
    const names = namesIn(key.value);
    if (PUTTING.has(path)) note(into.value, names, putBy(third.value));
    else if (WRAPPING.has(path)) {
      for (const { function: index } of putBy(third.value)) {
        const result = program.functions[index]?.result;
        if (result !== undefined) note(into.value, names, putBy(result));
      }
    } else {
      for (const holder of values.holdersOf(third.value)) {
        note(into.value, names, putBy(sets.cell(holder, 'value')));
        note(into.value, names, settersIn(sets.cell(holder, 'set')));
        for (const { function: index } of putBy(sets.cell(holder, 'get'))) {
          const result = program.functions[index]?.result;
          if (result !== undefined) note(into.value, names, putBy(result));
        }
      }
    }
  }
  function namesIn(key: ValueId): readonly string[] {
    return values.keysOf({ value: key });
  }
  function settersIn(node: number): Put[] {
    return functionsIn(node).map((index) => ({ function: index, by: { is: 'setter' } }));
  }
  /** Functions that whoever calls a member calls, where this is what was put there. */
  function putBy(node: number): readonly Put[] {
    const put: Put[] = functionsIn(node).map((index) => ({ function: index, by: CALLED }));
    for (const handler of handlersOf(node)) {
      for (const [trap, by] of TRAPS)
        for (const index of functionsIn(sets.cell(handler, trap))) put.push({ function: index, by });
      for (const index of functionsIn(sets.cell(handler, 'get'))) {
        const result = program.functions[index]?.result;
        for (const inner of result === undefined ? [] : functionsIn(result))
          put.push({ function: inner, by: { is: 'trap' } });
      }
    }
    return put.length > 0 ? put : madeOutside(node);
  }
  /** The objects with the traps of what is a proxy. */
  function handlersOf(node: number): readonly ValueId[] {
    return values.holdersOf(node).flatMap((holder) => {
      const made = makerOf(program, holder);
      if (made?.is !== 'call' || !values.apisOf(made.callee).some((api) => apis.text(api) === 'global:Proxy'))
        return [];
      const handler = made.arguments[1]?.value;
      return handler === undefined ? [] : values.holdersOf(handler);
    });
  }
  /** `classmethod(f)`, `functools.wraps(old)(f)`: what something from outside makes of a function calls it. */
  function madeOutside(node: number): readonly Put[] {
    let value = node;
    for (let copies = 0; copies < MOST_COPIES && value < program.valueCount; copies++) {
      const { offsets, items } = program.makes;
      const first = offsets[value] as number;
      if ((offsets[value + 1] as number) !== first + 1) return [];
      const step = stepAt(values, items[first] as number);
      if (step.is === 'call' && !step.isNew)
        return step.arguments.flatMap((one) =>
          functionsIn(one.value).map((index) => ({ function: index, by: CALLED }) satisfies Put),
        );
      if (step.is !== 'copy') return [];
      value = step.from;
    }
    return [];
  }
  function functionsIn(node: number): number[] {
    const functions = new Set<number>();
    for (let place = 0; place < sets.sizeOf(node); place++) {
      const denotation = sets.at(node, place);
      const index = indexOf(denotation);
      if (kindOf(denotation) === FUNCTION) functions.add(index);
      const construct = kindOf(denotation) === CLASS ? program.classes[index]?.construct : undefined;
      if (construct !== undefined) functions.add(construct);
    }
    return [...functions];
  }
}

function mayPut(path: string): boolean {
  return (
    path === 'global:Object.assign' ||
    PUTTING.has(path) ||
    DEFINING.has(path) ||
    WRAPPING.has(path) ||
    DEFINES_SETTER.test(path)
  );
}
