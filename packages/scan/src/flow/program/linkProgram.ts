import type { ClassIr, FunctionIr, Key, ModuleIr, StepIr, ValueId, ValueIr } from '../../ir/moduleIr.ts';

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
  readonly uses: Adjacency;
  readonly makes: Adjacency;
  readonly exports: readonly ValueId[];
  valueIr(value: ValueId): ValueIr | undefined;
  moduleOf(value: ValueId): number;
  moduleOfStep(step: number): number;
  functionObject(index: number): ValueId;
  classObject(index: number): ValueId;
}

export interface LinkedFunction extends FunctionIr {
  readonly module: number;
  readonly isModuleBody: boolean;
}
export interface LinkedClass extends ClassIr {
  readonly module: number;
}

/** Steps by value: those of `value` are `items[offsets[value]] …` up to the next offset. */
export interface Adjacency {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Links modules, in order of their files so that nothing depends on the order they came in. */
export function linkProgram(given: readonly ModuleIr[]): Program {
  const modules = given.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const valueBase: number[] = [];
  const stepBase: number[] = [];
  const functions: LinkedFunction[] = [];
  const classes: LinkedClass[] = [];
  const steps: StepIr[] = [];
  let written = 0;
  for (const [index, module] of modules.entries()) {
    valueBase.push(written);
    stepBase.push(steps.length);
    const shift = { values: written, functions: functions.length, classes: classes.length };
    for (const [at, one] of module.functions.entries()) functions.push(linkFunction(one, shift, index, at === 0));
    for (const one of module.classes) classes.push(linkClass(one, shift, index));
    for (const step of module.steps) steps.push(linkStep(step, shift));
    written += module.values.length;
  }
  const valueCount = written + functions.length + classes.length;
  const functionOf = new Int32Array(valueCount);
  let at = 0;
  let functionShift = 0;
  for (const module of modules) {
    for (const value of module.values) functionOf[at++] = value.in + functionShift;
    functionShift += module.functions.length;
  }
  for (const [index] of functions.entries()) functionOf[at++] = index;
  const bodyOf = modules.map((_, index) => functions.findIndex((one) => one.module === index));
  for (const one of classes) functionOf[at++] = bodyOf[one.module] ?? 0;

  const moduleOf = (value: ValueId): number => functions[functionOf[value] ?? 0]?.module ?? 0;
  const program: Omit<Program, 'isShared'> = {
    modules,
    functions,
    classes,
    steps,
    valueCount,
    functionOf,
    uses: adjacency(steps, valueCount, usedBy),
    makes: adjacency(steps, valueCount, (step, each) => step.is !== 'store' && each(step.to)),
    exports: modules.map((module, index) => module.exports + (valueBase[index] ?? 0)),
    valueIr(value) {
      if (value >= written) return undefined;
      const module = moduleOf(value);
      return modules[module]?.values[value - (valueBase[module] ?? 0)];
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
  };
  return { ...program, isShared: shared(program) };
}

/** Calls `each` with every value that a step reads, in the step's own order. */
export function usedBy(step: StepIr, each: (value: ValueId) => void): void {
  switch (step.is) {
    case 'copy':
      return each(step.from);
    case 'join':
      return step.parts.forEach(each);
    case 'compute':
    case 'test':
      return step.from.forEach(each);
    case 'load':
      each(step.from);
      return typeof step.key === 'string' ? undefined : each(step.key.value);
    case 'store':
      each(step.into);
      each(step.from);
      return typeof step.key === 'string' ? undefined : each(step.key.value);
    case 'import':
      return typeof step.specifier === 'string' ? undefined : each(step.specifier.value);
    case 'call':
      each(step.callee);
      if (step.receiver !== undefined) each(step.receiver);
      for (const argument of step.arguments) each(argument.value);
      return;
    case 'constant':
    case 'global':
    case 'fresh':
    case 'function':
    case 'class':
  }
}

function adjacency(
  steps: readonly StepIr[],
  valueCount: number,
  list: (step: StepIr, each: (value: ValueId) => void) => void,
): Adjacency {
  const offsets = new Int32Array(valueCount + 1);
  for (const step of steps) list(step, (value) => (offsets[value + 1] = (offsets[value + 1] as number) + 1));
  for (let value = 0; value < valueCount; value++) {
    offsets[value + 1] = (offsets[value + 1] as number) + (offsets[value] as number);
  }
  const items = new Int32Array(offsets[valueCount] as number);
  const next = offsets.slice();
  for (const [index, step] of steps.entries()) {
    list(step, (value) => {
      items[next[value] as number] = index;
      next[value] = (next[value] as number) + 1;
    });
  }
  return { offsets, items };
}

/** A step runs in the innermost function among those of its values; the values of the others are shared. */
function shared(program: Omit<Program, 'isShared'>): Uint8Array {
  const marks = new Uint8Array(program.valueCount);
  const depth = depths(program.functions);
  const { functionOf } = program;
  const involved: ValueId[] = [];
  for (const step of program.steps) {
    involved.length = 0;
    usedBy(step, (value) => void involved.push(value));
    if (step.is !== 'store') involved.push(step.to);
    const first = functionOf[involved[0] as number] as number;
    if (involved.every((value) => functionOf[value] === first)) continue;
    let innermost = first;
    for (const value of involved) {
      const one = functionOf[value] as number;
      if ((depth[one] as number) > (depth[innermost] as number)) innermost = one;
    }
    for (const value of involved) if (functionOf[value] !== innermost) marks[value] = 1;
  }
  for (const one of program.classes) marks[one.instance] = 1;
  for (const value of program.exports) marks[value] = 1;
  for (let value = program.functionObject(0); value < program.valueCount; value++) marks[value] = 1;
  return marks;
}

function depths(functions: readonly LinkedFunction[]): Int32Array {
  const found = new Int32Array(functions.length);
  for (const [index, one] of functions.entries()) {
    let depth = 0;
    for (let at = one.within; at !== undefined && depth < 1000; at = functions[at]?.within) depth++;
    found[index] = depth;
  }
  return found;
}

interface Shift {
  readonly values: number;
  readonly functions: number;
  readonly classes: number;
}

function linkFunction(one: FunctionIr, by: Shift, module: number, isModuleBody: boolean): LinkedFunction {
  return {
    ...one,
    parameters: one.parameters.map((parameter) => ({ ...parameter, value: parameter.value + by.values })),
    ...(one.receiver === undefined ? {} : { receiver: one.receiver + by.values }),
    result: one.result + by.values,
    ...(one.within === undefined ? {} : { within: one.within + by.functions }),
    module,
    isModuleBody,
  };
}

function linkClass(one: ClassIr, by: Shift, module: number): LinkedClass {
  return {
    ...one,
    instance: one.instance + by.values,
    ...(one.construct === undefined ? {} : { construct: one.construct + by.functions }),
    members: one.members.map((member) => ({ ...member, function: member.function + by.functions })),
    bases: one.bases.map((base) => base + by.values),
    module,
  };
}

function linkStep(step: StepIr, by: Shift): StepIr {
  const n = by.values;
  const key = (given: Key): Key => (typeof given === 'string' ? given : { value: given.value + n });
  switch (step.is) {
    case 'constant':
    case 'global':
    case 'fresh':
      return { ...step, to: step.to + n };
    case 'copy':
      return { is: 'copy', from: step.from + n, to: step.to + n };
    case 'join':
      return { is: 'join', parts: step.parts.map((part) => part + n), to: step.to + n };
    case 'compute':
    case 'test':
      return { is: step.is, from: step.from.map((from) => from + n), to: step.to + n };
    case 'load':
      return { is: 'load', from: step.from + n, key: key(step.key), to: step.to + n, span: step.span };
    case 'store':
      return { is: 'store', into: step.into + n, key: key(step.key), from: step.from + n };
    case 'function':
      return { is: 'function', to: step.to + n, function: step.function + by.functions };
    case 'class':
      return { is: 'class', to: step.to + n, class: step.class + by.classes };
    case 'import':
      return {
        is: 'import',
        to: step.to + n,
        specifier: typeof step.specifier === 'string' ? step.specifier : { value: step.specifier.value + n },
        span: step.span,
      };
    case 'call':
      return {
        is: 'call',
        callee: step.callee + n,
        ...(step.receiver === undefined ? {} : { receiver: step.receiver + n }),
        arguments: step.arguments.map((argument) => ({ ...argument, value: argument.value + n })),
        to: step.to + n,
        isNew: step.isNew,
        span: step.span,
      };
  }
}
