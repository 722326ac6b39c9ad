import type { BindingPattern, ParamPattern } from 'oxc-parser';
import type { ParameterIr, ValueId } from '../ir/moduleIr.ts';
import { bindPattern } from './assignment.ts';
import { hoistBlock, hoistVariables, declarePattern } from './hoisting.ts';
import { spanOf, type FunctionHow, type FunctionLike, type Lowering } from './lowering.ts';

const PLAIN: FunctionHow = {};

/**
 * Lowers a function of any kind with its body and gives its index. What it captures is already declared:
 * a scope's names are, before anything in it is lowered.
 */
export function lowerFunction(low: Lowering, node: FunctionLike, name: string, how: FunctionHow = PLAIN): number {
  const outer = low.frame;
  const isAwaited = how.isAwaited === true;
  const isArrow = isAwaited || node.type === 'ArrowFunctionExpression';
  const since = low.mark;
  const firstStep = low.table.length;
  const frame = low.openFrame(node, isArrow, node.generator && !isAwaited);
  frame.isAwaited = isAwaited;
  low.frame = frame;
  const scope = low.enter();
  // A function expression knows itself by its name, inside only.
  const own = node.type === 'FunctionExpression' && node.id !== null ? low.declare(node.id.name, node.id) : -1;
  if (own >= 0) low.table.function(own, frame.index);
  how.before?.();
  const firstParameter = low.mark;
  let parameters = node.params.map((pattern) => lowerParameter(low, pattern, firstParameter));
  const body = node.body;
  if (body === null) {
    // A signature without a body, which only types have.
  } else if (body.type === 'BlockStatement') {
    hoistVariables(low, body.body, firstParameter);
    hoistBlock(low, body.body, firstParameter);
    low.walk.statements(low, body.body);
  } else {
    low.copy(low.walk.expression(low, body), frame.result);
  }
  if (name.startsWith('Symbol.') && !frame.isGenerator) stepsThrough(low, node, frame.result);
  low.parametersOf[frame.index] = frame.parameters;
  if (frame.arguments >= 0) parameters = [...parameters, ...argumentsObject(low, since)];
  low.leave(scope);
  low.frame = outer;
  low.builder.closeFunction(frame.index, {
    name: node.id?.name ?? name,
    span: spanOf(node),
    parameters,
    receiver: frame.receiver >= 0 && !isArrow ? frame.receiver : undefined,
    instance: how.instance,
    result: frame.result,
    isAsync: isAwaited || node.async,
    within: outer.index,
  });
  low.bundled.closed(low, frame, outer, node, firstStep);
  return frame.index;
}

function lowerParameter(low: Lowering, node: ParamPattern, since: number): ParameterIr {
  const pattern = node.type === 'TSParameterProperty' ? node.parameter : node;
  for (const decorator of node.decorators ?? [])
    low.call(low.walk.expression(low, decorator.expression), [low.nothing], decorator);
  if (pattern.type === 'RestElement') {
    const made = plainParameter(low, pattern.argument, since);
    low.frame.rest = made.value;
    return { ...made, rest: 'positional' };
  }
  const made =
    pattern.type === 'AssignmentPattern' && pattern.left.type === 'Identifier'
      ? plainParameter(low, pattern.left, since)
      : plainParameter(low, pattern, since);
  if (pattern.type === 'AssignmentPattern' && pattern.left.type === 'Identifier') {
    const fallback = low.walk.expression(low, pattern.right);
    low.otherwise(() => low.copy(fallback, made.value));
  }
  // A list that is pushed to takes room for many, and nearly all functions have few.
  low.frame.parameters = [...low.frame.parameters, made.value];
  if (node.type === 'TSParameterProperty' && made.name !== '') low.store(low.receiver(node), made.name, made.value);
  return made;
}

function plainParameter(low: Lowering, pattern: BindingPattern, since: number): ParameterIr {
  if (pattern.type === 'Identifier') {
    // A name said twice is, in the language's oldest mode, the last one of it.
    const value = low.value('parameter', pattern, pattern.name);
    low.bind(pattern.name, value);
    return { value, name: pattern.name };
  }
  const value = low.value('parameter', pattern, '');
  declarePattern(low, pattern, since);
  bindPattern(low, pattern, value);
  return { value, name: '' };
}

/** What an iterator written by hand gives, step by step, is what a generator would yield. */
function stepsThrough(low: Lowering, node: FunctionLike, result: ValueId): void {
  const step = low.call(low.load(result, 'next', node), [], node, result);
  low.copy(low.load(step, 'value', node), result);
}

/** What `arguments` holds: the declared parameters, and what came beyond them. */
function argumentsObject(low: Lowering, since: number): ParameterIr[] {
  const { arguments: list, parameters, rest } = low.frame;
  for (const parameter of parameters) if (parameter >= since) low.table.store(list, '*', parameter);
  if (rest < 0) return [{ value: list, name: 'arguments', rest: 'positional' }];
  low.table.fresh(list, 'list');
  low.copy(rest, list);
  return [];
}
