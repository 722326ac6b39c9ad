import type { CallIr } from '../../ir/moduleIr.ts';
import { NAME } from '../program/memberNames.ts';
import type { CallLink } from './callLink.ts';
import type { ImportParts } from './importParts.ts';
import { FUNCTION, indexOf, kindOf, OBJECT } from './denotations.ts';
import { KNOWN_METHODS } from './knownCalls.ts';
import type { ValuesSoFar } from './values.ts';

/** Methods that every string, list or object has: a member of the package with such a name is rarely meant. */
const BUILT_IN: ReadonlySet<string> = new Set([
  ...KNOWN_METHODS,
  ...(
    'toString toJSON valueOf hasOwnProperty includes indexOf startsWith endsWith match test exec keys has delete clear ' +
    'substring subarray padStart padEnd trim strip replace startswith endswith format encode decode read close end ' +
    'hex tobytes tolist lower upper lstrip rstrip index count clone equals ' +
    'constructor length size log warn error info debug parse stringify resolve reject'
  ).split(' '),
]);
const MOST_GUESSES = 4;
const NONE: readonly never[] = [];

/**
 * Links calls of members of unknown objects to the functions that are stored under the name in the same part of the
 * package, where these are few.
 * `link` says whether there was no such link before. Gives whether any was made.
 */
export function guessCalls(
  values: ValuesSoFar,
  parts: ImportParts,
  link: (call: CallIr, step: number, made: CallLink) => boolean,
): boolean {
  const { program, sets } = values;
  const waiting = unknownCalls(values);
  const named = functionsByName(values, new Set(waiting.names));
  let isAny = false;
  for (let at = 0; at < waiting.calls.length; at++) {
    const index = waiting.calls[at] as number;
    const all = named.get(waiting.names[at] as number);
    if (all === undefined) continue;
    const found = joinedWith(program.moduleOfStep(index), all);
    if (found.length === 0 || found.length > MOST_GUESSES) continue;
    const call = program.step(index) as CallIr;
    if (call.receiver !== undefined && sets.of(call.receiver).some((one) => kindOf(one) !== OBJECT)) continue;
    for (const one of found) if (link(call, index, { function: one, how: 'plain', isGuess: true })) isAny = true;
  }
  return isAny;

  /** Those of some functions that are in the same part as a module, or one too many to be believed. */
  function joinedWith(module: number, all: readonly number[]): readonly number[] {
    let found: number[] | undefined;
    for (const one of all) {
      if (!parts.areJoined(program.functions[one]?.module ?? -1, module)) continue;
      if (found === undefined) found = [one];
      else found.push(one);
      if (found.length > MOST_GUESSES) break;
    }
    return found ?? NONE;
  }
}

/** Calls of members of which nothing is known, each with the number of the member's name. */
interface UnknownCalls {
  readonly calls: readonly number[];
  readonly names: readonly number[];
}

function unknownCalls(values: ValuesSoFar): UnknownCalls {
  const { calls, reads, starts, memberNames } = values.program;
  const found: { readonly calls: number[]; readonly names: number[] } = { calls: [], names: [] };
  const isBuiltIn = new Map<number, boolean>();
  for (let at = 0; at < calls.length; at++) {
    const index = calls[at] as number;
    const callee = reads[starts[index] as number] as number;
    if (values.sets.sizeOf(callee) > 0) continue;
    const name = values.methodNameOf(callee);
    if (name < 0) continue;
    let isIt = isBuiltIn.get(name);
    if (isIt === undefined) isBuiltIn.set(name, (isIt = BUILT_IN.has(memberNames.textOf(name))));
    if (isIt) continue;
    found.calls.push(index);
    found.names.push(name);
  }
  return found;
}

/** Functions of the package that are kept under names that are wanted. */
function functionsByName(
  { program, sets }: ValuesSoFar,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const { stores, names, reads, starts, memberNames } = program;
  const named = new Map<number, number[]>();
  const add = (name: number, index: number): void => {
    const held = named.get(name);
    if (held === undefined) named.set(name, [index]);
    else if (!held.includes(index)) held.push(index);
  };
  for (const one of program.classes) {
    for (const member of one.members) {
      const name = memberNames.idOf(member.name);
      if (wanted.has(name)) add(name, member.function);
    }
  }
  for (let at = 0; at < stores.length; at++) {
    const index = stores[at] as number;
    const name = names[index] as number;
    if (name <= NAME.every || !wanted.has(name)) continue;
    const stored = reads[(starts[index] as number) + 1] as number;
    for (let place = 0; place < sets.sizeOf(stored); place++) {
      const denotation = sets.at(stored, place);
      if (kindOf(denotation) === FUNCTION) add(name, indexOf(denotation));
    }
  }
  return named;
}
