import type { Argument, CallExpression, Expression, NewExpression } from 'oxc-parser';
import type { ArgumentIr, ValueId } from '../ir/moduleIr.ts';
import { awaitedGenerator, lowerAwaited } from './awaitedCall.ts';
import { constantText } from './constantText.ts';
import { lowerKnownCall, mayBeKnown } from './knownCall.ts';
import { lowerObject } from './literal.ts';
import type { Lowering } from './lowering.ts';
import { lowerMember } from './member.ts';
import { tellNumber } from './spelled.ts';

/** What calls its argument with each element, or each place where a pattern is found; the runtime's own names. */
const CALLS_WITH_EACH: ReadonlySet<string> = new Set(
  'forEach map flatMap filter find findIndex some every reduce reduceRight replace replaceAll from'.split(' '),
);
/** No arguments, and no values of their properties. */
const NONE: never[] = [];

export function lowerCall(low: Lowering, node: CallExpression): ValueId {
  const { callee: written } = node;
  if (written.type === 'Super') return superCall(low, node);
  let receiver = -1;
  let callee: ValueId;
  if (written.type === 'MemberExpression') {
    receiver = low.walk.expression(low, written.object);
    callee = lowerMember(low, receiver, written);
    noteTable(low, written);
  } else {
    callee = low.walk.expression(low, written);
  }
  if (low.requires.has(callee)) return requireCall(low, node);
  const generator = awaitedGenerator(node);
  if (generator !== undefined) return lowerAwaited(low, node, generator, callee);
  const to = low.expression(node.start, node.end);
  const parts: (Map<string, ValueId> | undefined)[] = node.arguments.length > 2 ? [] : NONE;
  if (CALLS_WITH_EACH.has(calleeName(node))) low.eachAt = node.arguments.find(isFunction)?.start ?? -1;
  const args = lowerArguments(low, node.arguments, parts);
  low.callStep(callee, receiver, args, to, false, node, marksOf(node.arguments, args));
  if (args.length > 0) {
    const name = calleeName(node);
    if (low.wrappers.has(callee) || mayBeKnown(node, name))
      lowerKnownCall(low, { node, name, callee, receiver, arguments: args, parts, to });
  }
  return to;
}

/** `table[id](…)`, `table[id].call(…)` */
function noteTable(low: Lowering, callee: Extract<Expression, { type: 'MemberExpression' }>): void {
  const isCall = !callee.computed && callee.property.name === 'call';
  const read = isCall ? callee.object : callee;
  if (read.type !== 'MemberExpression' || !read.computed) return;
  if (read.object.type !== 'Identifier' || read.property.type !== 'Identifier') return;
  const table = low.bound(read.object.name);
  const key = low.bound(read.property.name);
  if (table !== undefined && key !== undefined) low.bundled.called(low, table, key);
}

export function lowerNew(low: Lowering, node: NewExpression): ValueId {
  const callee = low.walk.expression(low, node.callee);
  const to = low.expression(node.start, node.end);
  const args = lowerArguments(low, node.arguments);
  low.callStep(callee, -1, args, to, true, node, marksOf(node.arguments, args));
  return to;
}

/** `super(…)`: the base makes the same object. */
function superCall(low: Lowering, node: CallExpression): ValueId {
  const args = lowerArguments(low, node.arguments);
  const { home } = low;
  if (home === undefined) return low.nothing;
  const object = low.receiver(node);
  callBase(low, home.base, object, args, node, marksOf(node.arguments, args));
  return object;
}

/** Runs a base class's constructor on an object. */
export function callBase(
  low: Lowering,
  base: ValueId,
  object: ValueId,
  args: readonly ValueId[],
  node: { readonly start: number; readonly end: number },
  marks?: readonly ArgumentIr[],
): void {
  const to = low.expression(node.start, node.end);
  low.callStep(base, object, args, to, true, node, marks);
  low.copy(to, object);
}

function requireCall(low: Lowering, node: CallExpression): ValueId {
  const [first, ...rest] = node.arguments;
  for (const one of rest) low.walk.expression(low, one.type === 'SpreadElement' ? one.argument : one);
  if (first === undefined) return low.nothing;
  const written: Expression = first.type === 'SpreadElement' ? first.argument : first;
  const text = constantText(written);
  return low.import(text ?? { value: low.walk.expression(low, written) }, node);
}

/** `parts` receives, per argument from the third on, the values of an object literal's properties. */
function lowerArguments(
  low: Lowering,
  nodes: readonly Argument[],
  parts: (Map<string, ValueId> | undefined)[] = NONE,
): readonly ValueId[] {
  const [first, second, third] = nodes;
  if (first === undefined) return NONE;
  if (second === undefined) return [lowerArgument(low, first)];
  if (third === undefined) return [lowerArgument(low, first), lowerArgument(low, second)];
  return nodes.map((one, index) => {
    if (parts === NONE || index < 2 || one.type !== 'ObjectExpression') return lowerArgument(low, one);
    const values = new Map<string, ValueId>();
    parts[index] = values;
    return lowerObject(low, one, values);
  });
}

function lowerArgument(low: Lowering, node: Argument): ValueId {
  if (node.type === 'SpreadElement') return low.walk.expression(low, node.argument);
  const value = low.walk.expression(low, node);
  tellNumber(low, node, value);
  return value;
}

/** Which of the arguments are spread; undefined where none is. */
function marksOf(nodes: readonly Argument[], values: readonly ValueId[]): readonly ArgumentIr[] | undefined {
  let isAny = false;
  for (let at = 0; at < nodes.length && !isAny; at++) isAny = nodes[at]?.type === 'SpreadElement';
  if (!isAny) return undefined;
  return values.map((value, at) => (nodes[at]?.type === 'SpreadElement' ? { value, spread: true } : { value }));
}

/** The last part of the name that is called, empty where it has none. */
function calleeName(node: CallExpression): string {
  let { callee } = node;
  // `(0, helpers.name)(…)` is how compilers call without a receiver.
  if (callee.type === 'SequenceExpression') callee = callee.expressions.at(-1) ?? callee;
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  return callee.computed ? (constantText(callee.property) ?? '') : callee.property.name;
}

function isFunction({ type }: Argument): boolean {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression';
}
