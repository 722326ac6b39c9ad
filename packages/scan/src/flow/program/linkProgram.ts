import type { ArgumentIr, ClassIr, FunctionIr, Key, ModuleIr, StepIr, ValueId, ValueIr } from '../../ir/moduleIr.ts';
import { grown } from '../dense/grown.ts';
import { USE_ROLE } from './useRole.ts';

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

/** Steps by value: those of `value` are `items[offsets[value]] …` up to the next offset. */
export interface Adjacency {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Where a step reads a value twice it is there twice. */
export interface Uses extends Adjacency {
  /** `USE_ROLE` of each item. */
  readonly roles: Uint8Array;
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
  const reads = createReads(modules.reduce((sum, one) => sum + one.steps.length, 0));
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
  return { ...program, isShared: shared(program, reads) };
}

/** What each step reads and gives, as numbers: walking all the steps once is dear enough. */
interface Reads {
  add(step: StepIr): void;
  /** Values that step `index` reads, in the step's own order: from `starts[index]` up to the next start. */
  readonly values: Int32Array;
  /** `USE_ROLE` of each of these. */
  readonly roles: Uint8Array;
  readonly starts: Int32Array;
  /** The value that a step gives, -1 for a `store`. */
  readonly gives: Int32Array;
  readonly calls: Column;
  readonly loads: Column;
  readonly stores: Column;
  readonly computing: Column;
}

function createReads(stepCount: number): Reads {
  let values = new Int32Array(2 * stepCount + 64);
  let roles = new Uint8Array(values.length);
  const starts = new Int32Array(stepCount + 1);
  const gives = new Int32Array(stepCount);
  const [calls, loads, stores, computing] = [createColumn(), createColumn(), createColumn(), createColumn()];
  let steps = 0;
  let at = 0;
  function read(value: ValueId, role: number): void {
    if (at === values.length) {
      values = grown(values);
      const larger = new Uint8Array(values.length);
      larger.set(roles);
      roles = larger;
    }
    values[at] = value;
    roles[at++] = role;
  }
  function readKey(key: ValueId): void {
    computing.push(steps);
    read(key, USE_ROLE.key);
  }
  return {
    get values() {
      return values;
    },
    get roles() {
      return roles;
    },
    starts,
    gives,
    calls,
    loads,
    stores,
    computing,
    add(step) {
      switch (step.is) {
        case 'copy':
          read(step.from, USE_ROLE.plain);
          break;
        case 'join':
          for (const part of step.parts) read(part, USE_ROLE.joined);
          break;
        case 'compute':
          for (const from of step.from) read(from, USE_ROLE.computed);
          break;
        case 'test':
          for (const from of step.from) read(from, USE_ROLE.plain);
          break;
        case 'load':
          loads.push(steps);
          read(step.from, USE_ROLE.readFrom);
          if (typeof step.key !== 'string') readKey(step.key.value);
          break;
        case 'store':
          stores.push(steps);
          read(step.into, USE_ROLE.storedInto);
          read(step.from, step.key === 'prototype' ? USE_ROLE.storedAsPrototype : USE_ROLE.stored);
          if (typeof step.key !== 'string') readKey(step.key.value);
          break;
        case 'import':
          if (typeof step.specifier !== 'string') read(step.specifier.value, USE_ROLE.specifier);
          break;
        case 'call':
          calls.push(steps);
          computing.push(steps);
          read(step.callee, USE_ROLE.callee);
          if (step.receiver !== undefined) read(step.receiver, USE_ROLE.receiver);
          for (const argument of step.arguments) read(argument.value, USE_ROLE.argument);
          break;
        case 'constant':
        case 'global':
        case 'fresh':
        case 'function':
        case 'class':
      }
      gives[steps++] = step.is === 'store' ? -1 : step.to;
      starts[steps] = at;
    },
  };
}

/** Numbers one after the other. */
interface Column {
  push(number: number): void;
  all(): Int32Array;
}

function createColumn(): Column {
  let numbers = new Int32Array(256);
  let size = 0;
  return {
    push(number) {
      if (size === numbers.length) numbers = grown(numbers);
      numbers[size++] = number;
    },
    all: () => numbers.slice(0, size),
  };
}

/** Both adjacencies in two passes: how many steps each value has, then which. */
function adjacencies(
  { values, roles, starts, gives }: Reads,
  valueCount: number,
): { readonly uses: Uses; readonly makes: Adjacency } {
  const useOffsets = new Int32Array(valueCount + 1);
  const makeOffsets = new Int32Array(valueCount + 1);
  const end = starts[gives.length] as number;
  for (let at = 0; at < end; at++) (useOffsets[(values[at] as number) + 1] as number)++;
  for (const to of gives) if (to >= 0) (makeOffsets[to + 1] as number)++;
  for (let value = 0; value < valueCount; value++) {
    useOffsets[value + 1] = (useOffsets[value + 1] as number) + (useOffsets[value] as number);
    makeOffsets[value + 1] = (makeOffsets[value + 1] as number) + (makeOffsets[value] as number);
  }
  const useItems = new Int32Array(end);
  const useRoles = new Uint8Array(end);
  const makeItems = new Int32Array(makeOffsets[valueCount] as number);
  const useNext = useOffsets.slice();
  const makeNext = makeOffsets.slice();
  for (let index = 0; index < gives.length; index++) {
    for (let at = starts[index] as number; at < (starts[index + 1] as number); at++) {
      const value = values[at] as number;
      const place = useNext[value] as number;
      useItems[place] = index;
      useRoles[place] = roles[at] as number;
      useNext[value] = place + 1;
    }
    const to = gives[index] as number;
    if (to < 0) continue;
    const place = makeNext[to] as number;
    makeItems[place] = index;
    makeNext[to] = place + 1;
  }
  return {
    uses: { offsets: useOffsets, items: useItems, roles: useRoles },
    makes: { offsets: makeOffsets, items: makeItems },
  };
}

/** A step runs in the innermost function among those of its values; the values of the others are shared. */
function shared(program: Omit<Program, 'isShared'>, { values, starts, gives }: Reads): Uint8Array {
  const marks = new Uint8Array(program.valueCount);
  const depth = depths(program.functions);
  const { functionOf } = program;
  for (let index = 0; index < gives.length; index++) {
    const start = starts[index] as number;
    const end = starts[index + 1] as number;
    if (start === end) continue;
    const to = gives[index] as number;
    const first = functionOf[values[start] as number] as number;
    let innermost = first;
    let isMixed = false;
    for (let at = start + 1; at <= end; at++) {
      const value = at < end ? (values[at] as number) : to;
      if (value < 0) continue;
      const one = functionOf[value] as number;
      if (one === first) continue;
      isMixed = true;
      if ((depth[one] as number) > (depth[innermost] as number)) innermost = one;
    }
    if (!isMixed) continue;
    for (let at = start; at < end; at++) {
      const value = values[at] as number;
      if (functionOf[value] !== innermost) marks[value] = 1;
    }
    if (to >= 0 && functionOf[to] !== innermost) marks[to] = 1;
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
    ...(one.instance === undefined ? {} : { instance: one.instance + by.values }),
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

function linkKey(key: Key, n: number): Key {
  return typeof key === 'string' ? key : { value: key.value + n };
}
function linkArgument(given: ArgumentIr, n: number): ArgumentIr {
  const value = given.value + n;
  return given.name === undefined && given.spread === undefined ? { value } : { ...given, value };
}

function linkStep(step: StepIr, by: Shift): StepIr {
  const n = by.values;
  if (n === 0 && by.functions === 0) return step;
  switch (step.is) {
    case 'constant':
      return { is: 'constant', to: step.to + n, value: step.value };
    case 'global':
      return { is: 'global', to: step.to + n, name: step.name };
    case 'fresh':
      return { is: 'fresh', to: step.to + n, what: step.what };
    case 'copy':
      return { is: 'copy', from: step.from + n, to: step.to + n };
    case 'join':
      return { is: 'join', parts: step.parts.map((part) => part + n), to: step.to + n };
    case 'compute':
    case 'test':
      return { is: step.is, from: step.from.map((from) => from + n), to: step.to + n };
    case 'load':
      return { is: 'load', from: step.from + n, key: linkKey(step.key, n), to: step.to + n, span: step.span };
    case 'store':
      return { is: 'store', into: step.into + n, key: linkKey(step.key, n), from: step.from + n };
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
        receiver: step.receiver === undefined ? undefined : step.receiver + n,
        arguments: step.arguments.map((argument) => linkArgument(argument, n)),
        to: step.to + n,
        isNew: step.isNew,
        span: step.span,
      };
  }
}
