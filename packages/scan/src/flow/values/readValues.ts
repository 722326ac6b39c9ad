import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import { makerOf } from '../program/makerOf.ts';
import type { Program } from '../program/linkProgram.ts';
import { STEP_KIND } from '../program/stepKind.ts';
import { API, type Denotations, indexOf, kindOf, OBJECT, SITE } from './denotations.ts';
import type { Constant } from './foldConstants.ts';
import type { ValuesSoFar } from './values.ts';
import { MOST_SITES, type ValueSets } from './valueSets.ts';

const ANY: readonly string[] = ['*'];

/** Questions about what values stand for, answered from the sets as they are when asked. */
export function readValues(
  program: Program,
  denotations: Denotations,
  sets: ValueSets,
  aliases: ReadonlyMap<ValueId, readonly ValueId[]>,
): ValuesSoFar {
  const instances = new Set(program.classes.map((one) => one.instance));
  let byName: Map<string, ValueId[]> | undefined;
  const values: ValuesSoFar = {
    program,
    denotations,
    sets,
    aliases,
    constantsOf(value) {
      const found: Constant[] = [];
      for (const denotation of sets.of(value)) {
        const constant = denotations.constantOf(denotation);
        if (constant !== undefined) found.push(constant);
      }
      return found;
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
      const made = makerOf(program, call.callee);
      if (made?.is !== 'load') return undefined;
      if (typeof made.key === 'string') return made.key;
      const [only, second] = values.constantsOf(made.key.value);
      return second === undefined && only !== undefined ? String(only) : undefined;
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
export function ofKind(sets: ValueSets, value: ValueId, kind: number): number[] {
  const found: number[] = [];
  for (const denotation of sets.of(value)) if (kindOf(denotation) === kind) found.push(indexOf(denotation));
  return found;
}
