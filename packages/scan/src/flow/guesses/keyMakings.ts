import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { RANDOM_MEMBERS } from '../catalog/guessCatalog.ts';
import { ANY_KEY } from '../taint/accessPaths.ts';
import { FUNCTION, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';

/** A function that is asked for what keys are made of: what it gives, or puts into its first parameter, ends there. */
export interface AskedFunction {
  readonly function: number;
  /** The call that it is given to, or the assignment that puts it in the place of the runtime's own. */
  readonly step: number;
  readonly api: string;
}

/** Where a package has keys made. */
export interface KeyMakings {
  readonly isAny: boolean;
  /** What keys are made of: arguments, and what functions give or fill that are asked for randomness. */
  readonly made: ReadonlySet<ValueId>;
  /** Objects of which some members are. */
  readonly options: ReadonlySet<ValueId>;
  readonly asked: readonly AskedFunction[];
  /** What makes one signature unlike another: in a value, whatever it is called. */
  readonly nonces: readonly ValueId[];
}

export function keyMakings(values: Values, factsOf: (api: number) => ApiFacts, listed: Uint16Array): KeyMakings {
  const { program, sets } = values;
  const { calls, stores, reads, starts } = program;
  const asked: AskedFunction[] = [];
  const nonces: ValueId[] = [];
  const made = new Set<ValueId>();
  const options = new Set<ValueId>();
  let isAny = false;
  for (const index of calls) {
    const callee = reads[starts[index] as number] as number;
    if (((listed[callee] as number) & SAYS.makesKey) === 0) continue;
    isAny = true;
    const call = program.step(index) as CallIr;
    for (const api of values.apisOf(callee)) {
      const { makings, path } = factsOf(api);
      for (const { position, name, member, isRandomness } of makings) {
        const named = name === undefined ? undefined : call.arguments.find((one) => one.name === name);
        const given = named ?? call.arguments.filter((one) => one.name === undefined)[position];
        if (given === undefined) continue;
        if (member === undefined) made.add(given.value);
        if (!isRandomness) continue;
        if (member === undefined) addFunctions(given.value, index, path);
        else {
          for (const holder of values.holdersOf(given.value)) {
            options.add(holder);
            const cell = sets.cell(holder, member);
            addFunctions(cell, index, path);
            for (const value of sets.sourcesOf(cell)) if (isData(value)) nonces.push(value);
          }
        }
      }
    }
  }
  for (const index of stores) {
    const into = reads[starts[index] as number] as number;
    if (((listed[into] as number) & SAYS.outside) === 0) continue;
    const step = program.step(index);
    if (step.is !== 'store') continue;
    for (const api of values.apisOf(step.into)) {
      const { path } = factsOf(api);
      const row = RANDOM_MEMBERS.find(([root]) => path === root);
      if (row === undefined) continue;
      for (const key of values.keysOf(step.key)) {
        if (key === ANY_KEY || !row[1].split(' ').includes(key)) continue;
        addFunctions(step.from, index, `${path}.${key}`);
      }
    }
  }
  for (const value of nonces) made.add(value);
  for (const { function: index } of asked) {
    const one = program.functions[index];
    if (one !== undefined) made.add(one.result);
    const [first] = one?.parameters ?? [];
    if (first !== undefined) made.add(first.value);
  }
  return { isAny: isAny || asked.length > 0, made, options, asked, nonces };

  function isData(value: number): boolean {
    return value < program.valueCount && sets.countOf(value, FUNCTION) === 0;
  }
  function addFunctions(node: number, step: number, api: string): void {
    for (const one of sets.of(node)) if (kindOf(one) === FUNCTION) asked.push({ function: indexOf(one), step, api });
  }
}
