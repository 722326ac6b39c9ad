import type { CallIr, ModuleIr, StepIr, ValueId } from '../ir/moduleIr.ts';
import type { NumberRoom } from './numberRoom.ts';

export type StepOf<Is extends StepIr['is']> = Extract<StepIr, { is: Is }>;

/** The steps of a module by what they are, in their order: each detector looks at few kinds. */
export interface StepsByKind {
  readonly constants: readonly StepOf<'constant'>[];
  readonly globals: readonly StepOf<'global'>[];
  readonly loads: readonly StepOf<'load'>[];
  /** Of the loads, those whose member is computed. */
  readonly computedLoads: readonly StepOf<'load'>[];
  readonly stores: readonly StepOf<'store'>[];
  readonly computedStores: readonly StepOf<'store'>[];
  readonly imports: readonly StepOf<'import'>[];
  readonly tests: readonly StepOf<'test'>[];
  readonly calls: readonly CallIr[];
  /** Index of the first step that gives a value, and of the first store into it; -1 for none. */
  readonly firstStep: Int32Array;
  readonly firstStore: Int32Array;
  /** By the index of a step: the next one that gives the same value or fills the same object. */
  readonly nextStep: Int32Array;
}

/** Sorts the steps of a module, in one walk: a large package has millions, and looking at each is what costs. */
export function stepsByKind({ steps, values }: ModuleIr, room: NumberRoom): StepsByKind {
  const constants: StepOf<'constant'>[] = [];
  const globals: StepOf<'global'>[] = [];
  const loads: StepOf<'load'>[] = [];
  const computedLoads: StepOf<'load'>[] = [];
  const stores: StepOf<'store'>[] = [];
  const computedStores: StepOf<'store'>[] = [];
  const imports: StepOf<'import'>[] = [];
  const tests: StepOf<'test'>[] = [];
  const calls: CallIr[] = [];
  const firstStep = room.row(values.length, -1);
  const firstStore = room.row(values.length, -1);
  const nextStep = room.row(steps.length, -1);
  // From the end, so that the chains of indices begin at their first step.
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index] as StepIr;
    let to: ValueId;
    switch (step.is) {
      case 'load':
        to = step.to;
        loads.push(step);
        if (typeof step.key !== 'string') computedLoads.push(step);
        break;
      case 'store':
        nextStep[index] = firstStore[step.into] ?? -1;
        firstStore[step.into] = index;
        stores.push(step);
        if (typeof step.key !== 'string') computedStores.push(step);
        continue;
      case 'call':
        to = step.to;
        calls.push(step);
        break;
      case 'constant':
        to = step.to;
        constants.push(step);
        break;
      case 'test':
        to = step.to;
        tests.push(step);
        break;
      case 'global':
        to = step.to;
        globals.push(step);
        break;
      case 'import':
        to = step.to;
        imports.push(step);
        break;
      case 'copy':
        to = step.to;
        break;
      default:
        to = step.to;
    }
    nextStep[index] = firstStep[to] ?? -1;
    firstStep[to] = index;
  }
  for (const list of [constants, globals, loads, computedLoads, stores, computedStores, imports, tests, calls])
    list.reverse();
  return {
    constants,
    globals,
    loads,
    computedLoads,
    stores,
    computedStores,
    imports,
    tests,
    calls,
    firstStep,
    firstStore,
    nextStep,
  };
}
