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
  const { reads, starts, memberNames } = program;
  const waiting: { readonly index: number; readonly call: CallIr; readonly method: string }[] = [];
  const wanted = new Set<string>();
  for (const index of program.calls) {
    if (sets.sizeOf(reads[starts[index] as number] as number) > 0) continue;
    const name = values.methodNameOf(reads[starts[index] as number] as number);
    const method = name < 0 ? undefined : memberNames.textOf(name);
    if (method === undefined || BUILT_IN.has(method)) continue;
    const call = program.step(index) as CallIr;
    wanted.add(method);
    waiting.push({ index, call, method });
  }
  const named = functionsByName(values, wanted);
  let isAny = false;
  for (const { index, call, method } of waiting) {
    const all = named.get(method);
    if (all === undefined) continue;
    const module = program.moduleOfStep(index);
    const found = [...all].filter((one) => parts.areJoined(program.functions[one]?.module ?? -1, module));
    if (found.length === 0 || found.length > MOST_GUESSES) continue;
    if (call.receiver !== undefined && sets.of(call.receiver).some((one) => kindOf(one) !== OBJECT)) continue;
    for (const one of found) if (link(call, index, { function: one, how: 'plain', isGuess: true })) isAny = true;
  }
  return isAny;
}

/** Functions of the package that are kept under names that are wanted. */
function functionsByName(
  { program, sets }: ValuesSoFar,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<number>> {
  const { names, reads, starts, memberNames } = program;
  const named = new Map([...wanted].map((name) => [name, new Set<number>()]));
  for (const one of program.classes) for (const { name, function: index } of one.members) named.get(name)?.add(index);
  const byId = new Map([...named].map(([name, found]) => [memberNames.idOf(name), found]));
  for (const index of program.stores) {
    const name = names[index] as number;
    if (name <= NAME.every) continue;
    const found = byId.get(name);
    if (found === undefined) continue;
    for (const denotation of sets.of(reads[(starts[index] as number) + 1] as number)) {
      if (kindOf(denotation) === FUNCTION) found.add(indexOf(denotation));
    }
  }
  return named;
}
