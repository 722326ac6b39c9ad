import type { CallExpression } from 'oxc-parser';
import { lowerClassCall } from './classCall.ts';
import { constantText } from './constantText.ts';
import type { LoweredCall } from './loweredCall.ts';
import type { Lowering } from './lowering.ts';
import { lowerModuleCall } from './moduleCall.ts';
import { lowerPropertyCall } from './propertyCall.ts';

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

function calleeName(node: CallExpression): string {
  let { callee } = node;
  // `(0, helpers.name)(…)` is how compilers call without a receiver.
  if (callee.type === 'SequenceExpression') callee = callee.expressions.at(-1) ?? callee;
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  return callee.computed ? (constantText(callee.property) ?? '') : callee.property.name;
}
