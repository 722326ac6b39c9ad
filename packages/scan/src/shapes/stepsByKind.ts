import type { CallIr, ModuleIr, StepIr } from '../ir/moduleIr.ts';

export type StepOf<Is extends StepIr['is']> = Extract<StepIr, { is: Is }>;

/** The steps of a module by what they are, in their order: each detector looks at few kinds. */
export interface StepsByKind {
  readonly constants: readonly StepOf<'constant'>[];
  readonly globals: readonly StepOf<'global'>[];
  readonly loads: readonly StepOf<'load'>[];
  readonly stores: readonly StepOf<'store'>[];
  readonly imports: readonly StepOf<'import'>[];
  readonly tests: readonly StepOf<'test'>[];
  readonly calls: readonly CallIr[];
}

/** Sorts the steps of a module. */
export function stepsByKind(module: ModuleIr): StepsByKind {
  const constants: StepOf<'constant'>[] = [];
  const globals: StepOf<'global'>[] = [];
  const loads: StepOf<'load'>[] = [];
  const stores: StepOf<'store'>[] = [];
  const imports: StepOf<'import'>[] = [];
  const tests: StepOf<'test'>[] = [];
  const calls: CallIr[] = [];
  for (const step of module.steps) {
    switch (step.is) {
      case 'constant':
        constants.push(step);
        break;
      case 'global':
        globals.push(step);
        break;
      case 'load':
        loads.push(step);
        break;
      case 'store':
        stores.push(step);
        break;
      case 'import':
        imports.push(step);
        break;
      case 'test':
        tests.push(step);
        break;
      case 'call':
        calls.push(step);
        break;
      default:
    }
  }
  return { constants, globals, loads, stores, imports, tests, calls };
}
