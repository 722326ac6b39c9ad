import type { CallExpression, Expression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import type { FunctionLike, Lowering } from './lowering.ts';

type Generator = FunctionLike;

/**
 * An asynchronous function as compilers write it for old runtimes: a helper is given `this`, the arguments, the class of
 * promises and a generator, whose every `yield` is an `await`. What the whole gives is what the generator returns.
 * Recognised by what the helper is given, so that it may be called anything; the call of the helper stays.
 */
export function awaitedGenerator(node: CallExpression): Generator | undefined {
  if (node.arguments.length !== 4) return undefined;
  const [self, given, , last] = node.arguments;
  if (last?.type !== 'FunctionExpression' || !last.generator || last.async) return undefined;
  if (self === undefined || given === undefined || last.params.length > 0) return undefined;
  return isThis(self) && (isNothing(given) || isArguments(given)) ? last : undefined;
}

/** Lowers such a call; `callee` is the helper. */
export function lowerAwaited(low: Lowering, node: CallExpression, generator: Generator, callee: ValueId): ValueId {
  const given = node.arguments
    .slice(0, 3)
    .map((one) => low.walk.expression(low, one.type === 'SpreadElement' ? one.argument : one));
  const helper = low.expression(node.start, node.end);
  low.callStep(callee, -1, given, helper, false, node);
  const body = low.expression(generator.start, generator.end);
  const index = low.walk.function(low, generator, '', { isAwaited: true });
  low.table.function(body, index);
  const to = low.expression(node.start, node.end);
  low.callStep(body, -1, [], to, false, node);
  return to;
}

function isThis(node: Expression | { readonly type: string }): boolean {
  return node.type === 'ThisExpression' || isNothing(node);
}

function isNothing(node: Expression | { readonly type: string }): boolean {
  return node.type === 'UnaryExpression' && 'operator' in node && node.operator === 'void';
}

function isArguments(node: Expression | { readonly type: string }): boolean {
  return node.type === 'Identifier' && 'name' in node && node.name === 'arguments';
}
