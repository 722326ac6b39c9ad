import type { ParameterIr, ValueId } from '../ir/moduleIr.ts';

/** A function whose place and parameters are known; its body is lowered later. */
export interface OpenedFunction {
  readonly value: ValueId;
  readonly index: number;
  readonly result: ValueId;
  readonly parameters: readonly ParameterIr[];
  /** What its first parameter is, where that is the object or the class. */
  readonly receiver: ValueId | undefined;
}
