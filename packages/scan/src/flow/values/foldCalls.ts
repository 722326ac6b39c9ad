import type { ArgumentIr, CallIr, ValueId } from '../../ir/moduleIr.ts';
import { firstMakerOf } from '../program/firstMakerOf.ts';
import { denote, OBJECT } from './denotations.ts';
import { type Constant, type Folded, FOLDED_APIS, FOLDED_METHODS, foldApi, foldMethod } from './foldConstants.ts';
import type { ValuesSoFar } from './values.ts';

/** Calls whose result is a constant, or a list of constants, because all that they are given is. */
export interface CallFolder {
  /** What an API gives, where it is one of those that only convert. */
  api(call: CallIr, path: string): void;
  /** What a method of a string or list gives. */
  method(call: CallIr, method: string, receiver: ValueId): void;
  /** Every call is worth another look: elements of lists became known. */
  forget(): void;
}

const MOST_ELEMENTS = 4096;
const MOST_COMBINATIONS = 8;

export function createCallFolder(values: ValuesSoFar): CallFolder {
  const { program, denotations, sets } = values;
  const lists = new Map<ValueId, readonly Constant[]>();
  const seen = new Map<ValueId, number>();
  return {
    api(call, path) {
      if (!FOLDED_APIS.has(path) || isUnchanged(call)) return;
      for (const folded of combinations(call.arguments.map((one) => foldedOf(one)))) {
        give(call.to, foldApi(path, folded));
      }
    },
    method(call, method, receiver) {
      if (!FOLDED_METHODS.has(method) || isUnchanged(call)) return;
      const on = foldedOf({ value: receiver });
      if (on.length === 0) return;
      const given = call.arguments.map((one) => foldedOf(one));
      for (const one of on) for (const folded of combinations(given)) give(call.to, foldMethod(one, method, folded));
    },
    forget: () => seen.clear(),
  };

  /** Whether all that a call is given stands for what it did when the call was looked at last: sets only grow. */
  function isUnchanged(call: CallIr): boolean {
    let size = call.receiver === undefined ? 0 : sets.sizeOf(call.receiver);
    for (const { value } of call.arguments) size += sets.sizeOf(value);
    if (seen.get(call.to) === size) return true;
    seen.set(call.to, size);
    return false;
  }
  /** What an argument can be, as constants or as a list written out in place. */
  function foldedOf(argument: ArgumentIr): readonly Folded[] {
    const found: Folded[] = [...values.constantsOf(argument.value)];
    for (const holder of values.holdersOf(argument.value)) {
      const list = lists.get(holder) ?? writtenList(holder);
      if (list !== undefined) found.push(list);
    }
    return found;
  }
  /** Elements of a list written out in place, where every one of them is a single constant. */
  function writtenList(holder: ValueId): readonly Constant[] | undefined {
    const { uses } = program;
    const made = firstMakerOf(program, holder);
    if (made?.is !== 'fresh' || made.to !== holder || made.what !== 'list') return undefined;
    const found: Constant[] = [];
    for (let at = uses.offsets[holder] as number; at < (uses.offsets[holder + 1] as number); at++) {
      const step = program.step(uses.items[at] as number);
      if (step.is !== 'store' || step.into !== holder) continue;
      const [only, second] = values.constantsOf(step.from);
      if (only === undefined || second !== undefined || found.length >= MOST_ELEMENTS) return undefined;
      found.push(only);
    }
    return found;
  }
  function give(to: ValueId, folded: Folded | undefined): void {
    if (folded === undefined) return;
    if (typeof folded !== 'object') return sets.add(to, denotations.constant(folded));
    if (lists.has(to)) return;
    lists.set(to, folded);
    sets.add(to, denote(OBJECT, to));
    for (const one of folded.slice(0, 6)) sets.add(sets.cell(to, '*'), denotations.constant(one));
  }
}

/** Every choice of one from each; none where one of them is unknown. */
function combinations(given: readonly (readonly Folded[])[]): Folded[][] {
  let found: Folded[][] = [[]];
  for (const some of given) {
    const [only, second] = some;
    if (only === undefined) return [];
    if (second === undefined) for (const chosen of found) chosen.push(only);
    else found = multiplied(found, some);
  }
  return found;
}

function multiplied(found: readonly Folded[][], some: readonly Folded[]): Folded[][] {
  const made: Folded[][] = [];
  for (const chosen of found) {
    for (const one of some) {
      if (made.length === MOST_COMBINATIONS) return made;
      made.push([...chosen, one]);
    }
  }
  return made;
}
