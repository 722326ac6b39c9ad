import type { ArgumentIr, ClassIr, FunctionIr, Key, ParameterIr, StepIr } from '../../ir/moduleIr.ts';
import type { LinkedClass, LinkedFunction } from './linkProgram.ts';

/** How far the ids of a module are moved. */
export interface Shift {
  readonly values: number;
  readonly functions: number;
  readonly classes: number;
}

export function linkFunction(one: FunctionIr, by: Shift, module: number, isModuleBody: boolean): LinkedFunction {
  const parameters: ParameterIr[] = [];
  for (const { value, name, rest } of one.parameters)
    parameters.push(rest === undefined ? { value: value + by.values, name } : { value: value + by.values, name, rest });
  return {
    name: one.name,
    span: one.span,
    parameters,
    receiver: one.receiver === undefined ? undefined : one.receiver + by.values,
    instance: one.instance === undefined ? undefined : one.instance + by.values,
    result: one.result + by.values,
    cases:
      one.cases === undefined
        ? undefined
        : new Map([...one.cases].map(([name, index]) => [name, index + by.functions] as const)),
    within: one.within === undefined ? undefined : one.within + by.functions,
    module,
    isModuleBody,
  };
}

export function linkClass(one: ClassIr, by: Shift, module: number): LinkedClass {
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

export function linkStep(step: StepIr, by: Shift): StepIr {
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
