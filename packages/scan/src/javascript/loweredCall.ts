import type { CallExpression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';

/** A call as it was lowered, for what is to be said about it beyond that. */
export interface LoweredCall {
  readonly node: CallExpression;
  /** The last part of the callee's name, empty where it has none. */
  readonly name: string;
  readonly callee: ValueId;
  readonly receiver: ValueId;
  readonly arguments: readonly ValueId[];
  /** Per argument, the values of an object literal's properties, from the third argument on. */
  readonly parts: readonly (ReadonlyMap<string, ValueId> | undefined)[];
  readonly to: ValueId;
}

/** Value of the argument at a place; none where a spread comes before it. */
export function argumentAt(call: LoweredCall, index: number): ValueId | undefined {
  for (let i = 0; i < index; i++) if (call.node.arguments[i]?.type === 'SpreadElement') return undefined;
  return call.arguments[index];
}
