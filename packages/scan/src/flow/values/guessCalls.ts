import type { CallIr, StepIr } from '../../ir/moduleIr.ts';
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
  const named = functionsByName(values);
  let isAny = false;
  for (const index of program.calls) {
    const step = program.step(index) as CallIr;
    if (sets.of(step.callee).length > 0) continue;
    const method = values.methodOf(step);
    if (method === undefined || BUILT_IN.has(method)) continue;
    const module = program.moduleOfStep(index);
    const found =
      named.get(method)?.filter((one) => parts.areJoined(program.functions[one]?.module ?? -1, module)) ?? [];
    if (found.length === 0 || found.length > MOST_GUESSES) continue;
    if (step.receiver !== undefined && sets.of(step.receiver).some((one) => kindOf(one) !== OBJECT)) continue;
    for (const one of found) if (link(step, index, { function: one, how: 'plain', isGuess: true })) isAny = true;
  }
  return isAny;
}

function functionsByName({ program, sets }: ValuesSoFar): ReadonlyMap<string, readonly number[]> {
  const named = new Map<string, number[]>();
  const add = (name: string, index: number): void => {
    const held = named.get(name);
    if (held === undefined) named.set(name, [index]);
    else if (!held.includes(index)) held.push(index);
  };
  for (const one of program.classes) for (const { name, function: index } of one.members) add(name, index);
  for (const index of program.stores) {
    const step = program.step(index) as StepIr & { is: 'store' };
    if (typeof step.key !== 'string' || step.key === '*') continue;
    for (const denotation of sets.of(step.from)) {
      if (kindOf(denotation) === FUNCTION) add(step.key, indexOf(denotation));
    }
  }
  return named;
}
