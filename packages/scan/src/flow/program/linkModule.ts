import type { ClassIr, FunctionIr, ParameterIr } from '../../ir/moduleIr.ts';
import type { Shift } from '../../ir/stepTable.ts';
import type { LinkedClass, LinkedFunction } from './linkProgram.ts';

export type { Shift };

const NONE: readonly never[] = [];

export function linkFunction(one: FunctionIr, by: Shift, module: number, isModuleBody: boolean): LinkedFunction {
  return {
    name: one.name,
    span: one.span,
    parameters: one.parameters.length === 0 ? NONE : one.parameters.map((parameter) => linkParameter(parameter, by)),
    receiver: one.receiver === undefined ? undefined : one.receiver + by.values,
    instance: one.instance === undefined ? undefined : one.instance + by.values,
    result: one.result + by.values,
    cases:
      one.cases === undefined
        ? undefined
        : new Map([...one.cases].map(([name, index]) => [name, index + by.functions] as const)),
    isDecorated: one.isDecorated,
    within: one.within === undefined ? undefined : one.within + by.functions,
    module,
    isModuleBody,
  };
}

function linkParameter({ value, name, rest }: ParameterIr, by: Shift): ParameterIr {
  return rest === undefined ? { value: value + by.values, name } : { value: value + by.values, name, rest };
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
