import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Shift } from '../program/linkModule.ts';
import type { Program } from '../program/linkProgram.ts';
import { STEP_KIND } from '../program/stepKind.ts';
import { CLASS, denote, type Denotations, FUNCTION, OBJECT } from './denotations.ts';
import { LONGEST_CONSTANT } from './foldConstants.ts';
import type { ValueSets } from './valueSets.ts';

interface Seeding {
  readonly sets: ValueSets;
  readonly denotations: Denotations;
  importInto(specifier: string, index: number, to: ValueId): void;
}

/** Says what the steps say by themselves, whatever other values stand for. Steps are read as their modules have them: none is made. */
export function seedValues(program: Program, { sets, denotations, importInto }: Seeding): void {
  for (const one of program.exports) sets.add(one, denote(OBJECT, one));
  for (let module = 0; module < program.modules.length; module++) {
    const { steps, firstStep, by } = program.written(module);
    for (let at = 0; at < steps.length; at++) seedStep(steps[at] as StepIr, firstStep + at, by);
  }

  /** Whether somebody does more with a value than to compare it: what nobody asks for is not handed on. */
  function isAsked(value: ValueId): boolean {
    const { offsets, items } = program.uses;
    const start = offsets[value] as number;
    const end = offsets[value + 1] as number;
    for (let at = start; at < end; at++) if (program.kinds[items[at] as number] !== STEP_KIND.test) return true;
    // What no step reads may be what a function gives.
    return start === end;
  }
  function seedStep(step: StepIr, index: number, by: Shift): void {
    switch (step.is) {
      case 'constant':
        if ((typeof step.value === 'number' || step.value.length <= LONGEST_CONSTANT) && isAsked(step.to + by.values))
          sets.add(step.to + by.values, denotations.constant(step.value));
        return;
      case 'copy':
        return sets.link(step.from + by.values, step.to + by.values);
      case 'global':
        sets.read(program.globalObject, step.name, step.to + by.values);
        return sets.add(step.to + by.values, denotations.api(`global:${step.name}`));
      case 'fresh':
        return sets.add(step.to + by.values, denote(OBJECT, step.to + by.values));
      case 'function':
        return sets.add(step.to + by.values, denote(FUNCTION, step.function + by.functions));
      case 'class':
        return sets.add(step.to + by.values, denote(CLASS, step.class + by.classes));
      case 'import':
        if (typeof step.specifier === 'string') importInto(step.specifier, index, step.to + by.values);
        return;
      default:
    }
  }
}
