import type { ClassIr, FunctionIr, ModuleIr, StepIr, ValueId, ValueIr } from '../../ir/moduleIr.ts';
import { adjacencies, type Adjacency, type Uses } from './adjacency.ts';
import { linkClass, linkFunction, linkStep } from './linkModule.ts';
import { sharedValues } from './sharedValues.ts';
import { createStepReads } from './stepReads.ts';

/**
 * All modules of a package as one: values, functions, classes and steps are counted through, so that every
 * analysis works on dense numbers. A synthetic value stands for each function and class as an object
 * (`f.cache = …`, statics): their ids follow those of the written values.
 */
export interface Program {
  readonly modules: readonly ModuleIr[];
  readonly functions: readonly LinkedFunction[];
  readonly classes: readonly LinkedClass[];
  /** With ids of the whole package instead of the module's. */
  readonly steps: readonly StepIr[];
  readonly valueCount: number;
  /** Function that a value belongs to. */
  readonly functionOf: Int32Array;
  /** 1 where a function other than the value's own uses it: its facts hold in every call. */
  readonly isShared: Uint8Array;
  readonly uses: Uses;
  readonly makes: Adjacency;
  /** Indices of steps of the kinds that are looked for in a whole package. */
  readonly calls: Int32Array;
  readonly loads: Int32Array;
  readonly stores: Int32Array;
  /** Calls, and loads and stores under a name that the package computes, in one order. */
  readonly computing: Int32Array;
  readonly exports: readonly ValueId[];
  /** The exports of modules, also of those that a bundler put into one file. */
  readonly namespaces: ReadonlySet<ValueId>;
  valueIr(value: ValueId): ValueIr | undefined;
  moduleOf(value: ValueId): number;
  moduleOfStep(step: number): number;
  functionObject(index: number): ValueId;
  classObject(index: number): ValueId;
  /** Stands for the one object that holds what every module knows by name. */
  readonly globalObject: ValueId;
}

export interface LinkedFunction extends FunctionIr {
  readonly module: number;
  readonly isModuleBody: boolean;
}
export interface LinkedClass extends ClassIr {
  readonly module: number;
}

/** Links modules, in order of their files so that nothing depends on the order they came in. */
export function linkProgram(given: readonly ModuleIr[]): Program {
  const modules = given.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const valueBase: number[] = [];
  const stepBase: number[] = [];
  const bodyOf: number[] = [];
  const functions: LinkedFunction[] = [];
  const classes: LinkedClass[] = [];
  const steps: StepIr[] = [];
  const reads = createStepReads(modules.reduce((sum, one) => sum + one.steps.length, 0));
  let written = 0;
  for (const [index, module] of modules.entries()) {
    valueBase.push(written);
    stepBase.push(steps.length);
    bodyOf.push(functions.length);
    const shift = { values: written, functions: functions.length, classes: classes.length };
    for (const [at, one] of module.functions.entries()) functions.push(linkFunction(one, shift, index, at === 0));
    for (const one of module.classes) classes.push(linkClass(one, shift, index));
    for (const step of module.steps) {
      const linked = linkStep(step, shift);
      steps.push(linked);
      reads.add(linked);
    }
    written += module.values.length;
  }
  const globalObject = written + functions.length + classes.length;
  const valueCount = globalObject + 1;
  const functionOf = new Int32Array(valueCount);
  let at = 0;
  let functionShift = 0;
  for (const module of modules) {
    const { values } = module;
    for (let value = 0; value < values.length; value++)
      functionOf[at++] = (values.functionOf(value) as number) + functionShift;
    functionShift += module.functions.length;
  }
  for (const [index] of functions.entries()) functionOf[at++] = index;
  for (const one of classes) functionOf[at++] = bodyOf[one.module] ?? 0;

  const moduleOf = (value: ValueId): number => functions[functionOf[value] ?? 0]?.module ?? 0;
  const program: Omit<Program, 'isShared'> = {
    modules,
    functions,
    classes,
    steps,
    valueCount,
    functionOf,
    ...adjacencies(reads, valueCount),
    calls: reads.calls.all(),
    loads: reads.loads.all(),
    stores: reads.stores.all(),
    computing: reads.computing.all(),
    exports: modules.map((module, index) => module.exports + (valueBase[index] ?? 0)),
    namespaces: new Set(
      modules.flatMap((module, index) =>
        [module.exports, ...module.namespaces].map((value) => value + (valueBase[index] ?? 0)),
      ),
    ),
    valueIr(value) {
      if (value >= written) return undefined;
      const module = moduleOf(value);
      return modules[module]?.values.at(value - (valueBase[module] ?? 0));
    },
    moduleOf,
    moduleOfStep(step) {
      let low = 0;
      let high = stepBase.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((stepBase[middle] ?? 0) <= step) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    functionObject: (index) => written + index,
    classObject: (index) => written + functions.length + index,
    globalObject,
  };
  return { ...program, isShared: sharedValues(program, reads) };
}
