import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { API, type Denotations, indexOf, kindOf, OBJECT, SITE } from './denotations.ts';
import type { Constant } from './foldConstants.ts';
import type { ValuesSoFar } from './values.ts';
import { MOST_SITES } from './growingSets.ts';
import type { ValueSets } from './valueSets.ts';

const ANY: readonly string[] = ['*'];
const NONE: readonly never[] = [];

/** Questions about what values stand for, answered from the sets as they are when asked. */
export function readValues(
  program: Program,
  denotations: Denotations,
  sets: ValueSets,
  aliases: ReadonlyMap<ValueId, readonly ValueId[]>,
): ValuesSoFar {
  const { kinds, makes, names, reads, starts, memberNames } = program;
  const instances = new Set(program.classes.map((one) => one.instance));
  let byName: Map<string, ValueId[]> | undefined;
  const values: ValuesSoFar = {
    program,
    denotations,
    sets,
    aliases: () => aliases,
    constantsOf(value) {
      let found: Constant[] | undefined;
      for (let place = 0; place < sets.sizeOf(value); place++) {
        const constant = denotations.constantOf(sets.at(value, place));
        if (constant === undefined) continue;
        if (found === undefined) found = [constant];
        else found.push(constant);
      }
      return found ?? NONE;
    },
    apisOf: (value) => ofKind(sets, value, API),
    holdersOf: (value) => ofKind(sets, value, OBJECT),
    instances,
    isToldApart(value) {
      const sites = ofKind(sets, value, SITE).length;
      return sites > 0 && sites < MOST_SITES;
    },
    madeAt(value) {
      const holders = ofKind(sets, value, OBJECT);
      return values.isToldApart(value)
        ? [...ofKind(sets, value, SITE), ...holders.filter((one) => !instances.has(one))]
        : holders;
    },
    readByName(name) {
      byName ??= globalsByName(program);
      return byName.get(name) ?? [];
    },
    keysOf(key) {
      if (typeof key === 'string') return [key];
      const found = values.constantsOf(key.value).map(String);
      return found.length === 0 ? ANY : found;
    },
    methodOf(call) {
      const name = values.methodNameOf(call.callee);
      return name < 0 ? undefined : memberNames.textOf(name);
    },
    methodNameOf(callee) {
      const first = makes.offsets[callee] as number;
      const made = makes.items[first] as number;
      if ((makes.offsets[callee + 1] as number) - first !== 1 || kinds[made] !== STEP_KIND.load) return -1;
      const name = names[made] as number;
      if (name >= 0) return name;
      const [only, second] = values.constantsOf(reads[(starts[made + 1] as number) - 1] as number);
      return second === undefined && only !== undefined ? memberNames.idOf(String(only)) : -1;
    },
  };
  return values;
}

function globalsByName(program: Program): Map<string, ValueId[]> {
  const found = new Map<string, ValueId[]>();
  for (let index = 0; index < program.stepCount; index++) {
    if (program.kinds[index] !== STEP_KIND.global) continue;
    const step = program.step(index) as StepIr & { is: 'global' };
    const held = found.get(step.name);
    if (held === undefined) found.set(step.name, [step.to]);
    else held.push(step.to);
  }
  return found;
}

/** Indices of what a value stands for of one kind. */
export function ofKind(sets: ValueSets, value: ValueId, kind: number): readonly number[] {
  let found: number[] | undefined;
  for (let place = 0; place < sets.sizeOf(value); place++) {
    const denotation = sets.at(value, place);
    if (kindOf(denotation) !== kind) continue;
    if (found === undefined) found = [indexOf(denotation)];
    else found.push(indexOf(denotation));
  }
  return found ?? NONE;
}
