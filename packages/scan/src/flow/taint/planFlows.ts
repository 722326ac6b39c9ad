import type { ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { Values } from '../values/valueAnalysis.ts';
import { liveValues } from './liveValues.ts';

/** What following flows needs of a package wherever they begin. */
export interface FlowPlan {
  readonly values: Values;
  factsOf(api: number): ApiFacts;
  /** 1 for each value that can lie on a way from one of the origins to a sink. */
  liveFrom(origins: Iterable<ValueId>): Uint8Array;
  /** Function that a value is a parameter of, or a receiver that is no known object; -1 for all others. */
  readonly parameterOf: Int32Array;
  /** Function that a value is the result of; -1 for all others. */
  readonly resultOf: Int32Array;
}

export function planFlows(values: Values, factsOf: (api: number) => ApiFacts): FlowPlan {
  const { program } = values;
  const parameterOf = new Int32Array(program.valueCount).fill(-1);
  const resultOf = new Int32Array(program.valueCount).fill(-1);
  for (const [index, one] of program.functions.entries()) {
    resultOf[one.result] = index;
    for (const { value } of one.parameters) parameterOf[value] = index;
    if (one.receiver === undefined || program.isShared[one.receiver] === 1) continue;
    if (!values.heldReceivers.has(one.receiver)) parameterOf[one.receiver] = index;
  }
  return { values, factsOf, liveFrom: liveValues(values, factsOf), parameterOf, resultOf };
}
