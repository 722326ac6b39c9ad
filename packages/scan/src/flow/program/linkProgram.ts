import type { CatchIr, ClassIr, FunctionIr, ModuleIr, StepIr, ValueId, ValueIr } from '../../ir/moduleIr.ts';
import type { Shift, StepTable } from '../../ir/stepTable.ts';
import { emptyList } from '../../dense/emptyList.ts';
import { adjacencies, type Adjacency, type Uses } from './adjacency.ts';
import { linkCatch, linkClass, linkFunction } from './linkModule.ts';
import { joinColumns, type StepColumns } from './joinColumns.ts';
import { createMemberNames, type MemberNames } from './memberNames.ts';
import { sharedValues } from './sharedValues.ts';

/**
 * All modules of a package as one: values, functions, classes and steps are counted through, so that every
 * analysis works on dense numbers. A synthetic value stands for what a function throws that itself says nothing of it, and
 * for each function and class as an object (`f.cache = …`, statics): their ids follow those of the written values.
 */
export interface Program extends StepColumns {
  readonly modules: readonly ModuleIr[];
  readonly functions: readonly LinkedFunction[];
  readonly classes: readonly LinkedClass[];
  /** A step with ids of the whole package instead of the module's; it is made when it is first asked for. */
  step(index: number): StepIr;
  readonly stepCount: number;
  /** The step as its module has it, and how far that module's values are moved: nothing is made. */
  written(module: number): { readonly table: StepTable; readonly firstStep: number; readonly by: Shift };
  readonly memberNames: MemberNames;
  readonly valueCount: number;
  /** Function that a value belongs to. */
  readonly functionOf: Int32Array;
  /** 1 where a function other than the value's own uses it: its facts hold in every call. */
  isShared(): Uint8Array;
  readonly uses: Uses;
  readonly makes: Adjacency;
  readonly exports: readonly ValueId[];
  /** The exports of modules, also of those that a bundler put into one file. */
  readonly namespaces: ReadonlySet<ValueId>;
  /** Parts of functions out of which what is thrown is caught, by the function; one inside another comes before it. */
  readonly catches: ReadonlyMap<number, readonly CatchIr[]>;
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
  /** What it throws, itself or by what it calls. */
  readonly thrown: ValueId;
}
export interface LinkedClass extends ClassIr {
  readonly module: number;
}

export function inOrder(modules: readonly ModuleIr[]): readonly ModuleIr[] {
  return modules.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** Links modules, in order of their files so that nothing depends on the order they came in. */
export function linkProgram(given: readonly ModuleIr[]): Program {
  const modules = inOrder(given);
  const shifts: Shift[] = [];
  const stepBase: number[] = [];
  const functions: LinkedFunction[] = [];
  const classes: LinkedClass[] = [];
  const catches = new Map<number, CatchIr[]>();
  const throwers: number[] = [];
  const values = modules.reduce((sum, module) => sum + module.values.length, 0);
  let stepCount = 0;
  let written = 0;
  for (const [index, module] of modules.entries()) {
    const shift = { values: written, functions: functions.length, classes: classes.length };
    shifts.push(shift);
    stepBase.push(stepCount);
    const thrown = new Map(module.throws.map((one) => [one.function, one.value + shift.values] as const));
    for (const [at, one] of module.functions.entries()) {
      const own = thrown.get(at) ?? values + throwers.push(functions.length) - 1;
      functions.push(linkFunction(one, shift, index, at === 0, own));
    }
    for (const one of module.catches) {
      const within = one.function + shift.functions;
      const held = catches.get(within);
      const linked = linkCatch(one, shift, stepCount);
      if (held === undefined) catches.set(within, [linked]);
      else held.push(linked);
    }
    for (const one of module.classes) classes.push(linkClass(one, shift, index));
    stepCount += module.table.length;
    written += module.values.length;
  }
  const memberNames = createMemberNames();
  const columns = joinColumns(
    modules.map(({ table }) => table),
    shifts.map((one) => one.values),
    memberNames,
  );
  const firstObject = values + throwers.length;
  const globalObject = firstObject + functions.length + classes.length;
  const valueCount = globalObject + 1;
  const functionOf = new Int32Array(valueCount);
  let at = 0;
  let functionShift = 0;
  for (const module of modules) {
    module.values.functionsInto(functionOf, at, functionShift);
    at += module.values.length;
    functionShift += module.functions.length;
  }
  for (const index of throwers) functionOf[at++] = index;
  for (const [index] of functions.entries()) functionOf[at++] = index;
  for (const one of classes) functionOf[at++] = shifts[one.module]?.functions ?? 0;

  const moduleOf = (value: ValueId): number => functions[functionOf[value] ?? 0]?.module ?? 0;
  const made = emptyList<StepIr>(stepCount);
  const moduleOfStep = (step: number): number => {
    let low = 0;
    let high = stepBase.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stepBase[middle] ?? 0) <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  let isShared: Uint8Array | undefined;
  const program: Program = {
    ...columns,
    modules,
    functions,
    classes,
    stepCount,
    memberNames,
    step(index) {
      const known = made[index];
      if (known !== undefined) return known;
      const module = moduleOfStep(index);
      const table = modules[module]?.table;
      const shift = shifts[module];
      if (table === undefined || shift === undefined)
        throw new RangeError(`step ${index} of ${stepCount} was never made`);
      return (made[index] = table.moved(index - (stepBase[module] ?? 0), shift));
    },
    written(module) {
      const by = shifts[module];
      const table = modules[module]?.table;
      if (by === undefined || table === undefined)
        throw new RangeError(`module ${module} of ${modules.length} was never linked`);
      return { table, firstStep: stepBase[module] ?? 0, by };
    },
    valueCount,
    functionOf,
    ...adjacencies(columns, valueCount),
    exports: modules.map((module, index) => module.exports + (shifts[index]?.values ?? 0)),
    namespaces: new Set(
      modules.flatMap((module, index) =>
        [module.exports, ...module.namespaces].map((value) => value + (shifts[index]?.values ?? 0)),
      ),
    ),
    catches,
    valueIr(value) {
      if (value >= values) return undefined;
      const module = moduleOf(value);
      return modules[module]?.values.at(value - (shifts[module]?.values ?? 0));
    },
    moduleOf,
    moduleOfStep,
    functionObject: (index) => firstObject + index,
    classObject: (index) => firstObject + functions.length + index,
    globalObject,
    // Only who follows something asks.
    isShared: () => (isShared ??= sharedValues(program)),
  };
  return program;
}
