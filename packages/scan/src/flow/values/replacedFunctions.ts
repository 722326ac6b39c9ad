import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import { isOtherwise } from '../program/isOtherwise.ts';
import type { CallLink } from './callLink.ts';
import { API, type Denotations, FUNCTION, indexOf, kindOf } from './denotations.ts';
import { ofKind } from './readValues.ts';
import type { ValueSets } from './valueSets.ts';

/** Of these there is one in a process. What a call gave, or a library exports, is one of many. */
const IS_ONE = /^(?:global:(?:console|process|globalThis)|node:|py:)[^()]*$/u;
/** What may be more things from outside than this is none of them in particular. */
const MOST_HOLDERS = 4;

/**
 * Links calls of what comes from outside to the functions that the package puts in its place (`console.log = …`), once all
 * is known. What is put only where nothing is yet (a polyfill) takes no place.
 */
export function linkReplaced(
  {
    program,
    sets,
    denotations,
  }: { readonly program: Program; readonly sets: ValueSets; readonly denotations: Denotations },
  link: (call: CallIr, step: number, made: CallLink) => void,
): void {
  const { reads, starts, names, gives } = program;
  const replaced = new Map<number, Set<number>>();
  for (const index of program.stores) {
    const name = names[index] as number;
    if (name < 0) continue;
    const start = starts[index] as number;
    const into = reads[start] as number;
    const holders = sets.sizeOf(into) === 0 ? [] : ofKind(sets, into, API);
    if (holders.length === 0 || holders.length > MOST_HOLDERS) continue;
    const functions = ofKind(sets, reads[start + 1] as number, FUNCTION);
    if (functions.length === 0 || isOtherwise({ program }, index)) continue;
    for (const holder of holders) {
      if (!IS_ONE.test(denotations.apis.text(holder))) continue;
      const api = denotations.apis.member(holder, name);
      const put = replaced.get(api) ?? new Set();
      replaced.set(api, put);
      for (const one of functions) put.add(one);
    }
  }
  if (replaced.size === 0) return;
  for (const index of program.calls) {
    const callee = reads[starts[index] as number] as ValueId;
    for (let at = 0; at < sets.sizeOf(callee); at++) {
      const one = sets.at(callee, at);
      const put = kindOf(one) === API ? replaced.get(indexOf(one)) : undefined;
      for (const called of put ?? [])
        if (!isWithin(index, called))
          link(program.step(index) as CallIr, index, { function: called, how: 'plain', isGuess: false });
    }
  }

  /** What is called inside of it is the function that was there before. */
  function isWithin(step: number, outer: number): boolean {
    let at: number | undefined = program.functionOf[gives[step] as number];
    while (at !== undefined && at !== outer) at = program.functions[at]?.within;
    return at === outer;
  }
}
