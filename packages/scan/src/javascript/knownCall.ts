import type { CallExpression } from 'oxc-parser';
import type { ArgumentIr, ValueId } from '../ir/moduleIr.ts';
import { lowerClassCall } from './classCall.ts';
import { constantText } from './constantText.ts';
import type { Lowering } from './lowering.ts';
import { lowerModuleCall } from './moduleCall.ts';
import { lowerPropertyCall } from './propertyCall.ts';

/** A call as it was lowered, for what is to be said about it beyond that. */
export interface LoweredCall {
  readonly node: CallExpression;
  /** The last part of the callee's name, empty where it has none. */
  readonly name: string;
  readonly callee: ValueId;
  readonly receiver: ValueId;
  readonly arguments: readonly ArgumentIr[];
  /** Per argument, the values of an object literal's properties, from the third argument on. */
  readonly parts: readonly (ReadonlyMap<string, ValueId> | undefined)[];
  readonly to: ValueId;
}

/**
 * Says what calls do that build objects, classes and modules: the language's own (`Object.assign`) and the
 * helpers that compilers and bundlers write into files. The call itself stays in the module as well, so that
 * a helper which only looks like one hides nothing.
 */
export function lowerKnownCall(low: Lowering, made: Omit<LoweredCall, 'name'>): void {
  const count = made.arguments.length;
  if (count === 0) return;
  const call: LoweredCall = { ...made, name: calleeName(made.node) };
  lowerPropertyCall(low, call);
  if (count >= 2) lowerClassCall(low, call);
  lowerModuleCall(low, call);
}

/** Value of the argument at a place; none where a spread comes before it. */
export function argumentAt(call: LoweredCall, index: number): ValueId | undefined {
  for (let i = 0; i < index; i++) if (call.arguments[i]?.spread === true) return undefined;
  return call.arguments[index]?.value;
}

function calleeName(node: CallExpression): string {
  let { callee } = node;
  // `(0, helpers.name)(…)` is how compilers call without a receiver.
  if (callee.type === 'SequenceExpression') callee = callee.expressions.at(-1) ?? callee;
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  return callee.computed ? (constantText(callee.property) ?? '') : callee.property.name;
}
