import type { BinaryExpression, Expression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { defaultOf } from './absence.ts';
import { assignPattern, keyOf, lowerAssignment, storeKey } from './assignment.ts';
import { lowerCall, lowerNew } from './call.ts';
import { constantText } from './constantText.ts';
import { lowerElement, lowerFragment } from './jsx.ts';
import { lowerArray, lowerObject, lowerTagged, lowerTemplate } from './literal.ts';
import { DEEPEST, type Lowering } from './lowering.ts';
import { lowerMember } from './member.ts';
import { functionValue } from './named.ts';
import { lowerTest, noteLetter, telling, tellNumber } from './spelled.ts';

/** Lowers an expression and gives the value that holds what it yields. */
export function lowerExpression(low: Lowering, node: Expression): ValueId {
  if (low.depth > DEEPEST) {
    low.unread(node, 'nested too deep');
    return low.nothing;
  }
  low.depth++;
  const value = lowerKind(low, node);
  low.depth--;
  return value;
}

function lowerKind(low: Lowering, node: Expression): ValueId {
  switch (node.type) {
    case 'Identifier':
      return low.name(node.name, node);
    case 'Literal':
      return typeof node.value === 'string' || typeof node.value === 'number'
        ? low.constant(node, node.value)
        : literal(low, node);
    case 'MemberExpression':
      return lowerMember(low, low.walk.expression(low, node.object), node);
    case 'CallExpression':
      return lowerCall(low, node);
    case 'NewExpression':
      return lowerNew(low, node);
    case 'ObjectExpression':
      return lowerObject(low, node);
    case 'ArrayExpression':
      return lowerArray(low, node);
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSEmptyBodyFunctionExpression':
    case 'ArrowFunctionExpression':
      return functionValue(low, node, node.id?.name ?? '');
    case 'ClassExpression':
    case 'ClassDeclaration':
      return low.walk.class(low, node, node.id?.name ?? '');
    case 'TemplateLiteral':
      return lowerTemplate(low, node);
    case 'TaggedTemplateExpression':
      return lowerTagged(low, node);
    case 'AssignmentExpression':
      return lowerAssignment(low, node);
    case 'BinaryExpression':
      return lowerBinary(low, node);
    case 'LogicalExpression':
      return lowerLogical(low, node);
    case 'ConditionalExpression':
      return lowerConditional(low, node);
    case 'UnaryExpression':
      return lowerUnary(low, node);
    case 'UpdateExpression':
      return lowerUpdate(low, node);
    case 'SequenceExpression': {
      let last = low.nothing;
      for (const one of node.expressions) last = low.walk.expression(low, one);
      return last;
    }
    case 'ThisExpression':
      return low.receiver(node);
    case 'Super':
      return superObject(low, node);
    // Transparent: the value is the one inside.
    case 'AwaitExpression':
      return low.awaited(low.walk.expression(low, node.argument));
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return low.walk.expression(low, node.expression);
    case 'YieldExpression':
      return lowerYield(low, node);
    case 'ImportExpression': {
      if (node.options !== null) low.walk.expression(low, node.options);
      const specifier = low.walk.expression(low, node.source);
      const text = constantText(node.source);
      return low.import(text ?? { value: specifier }, node);
    }
    case 'MetaProperty':
      return node.meta.name === 'import' ? low.global('import.meta', node) : low.expression(node.start, node.end);
    case 'JSXElement':
      return lowerElement(low, node);
    case 'JSXFragment':
      return lowerFragment(low, node);
    case 'V8IntrinsicExpression':
      for (const one of node.arguments) low.walk.expression(low, one.type === 'SpreadElement' ? one.argument : one);
      return low.expression(node.start, node.end);
    default:
      return node satisfies never;
  }
}

function literal(low: Lowering, node: Extract<Expression, { type: 'Literal' }>): ValueId {
  if ('bigint' in node && node.bigint === '0') return low.constant(node, 0);
  // A pattern has methods that take and give strings, so that it is a value of its own.
  return 'regex' in node || 'bigint' in node ? low.expression(node.start, node.end) : low.nothing;
}

/** Of `a && b` the second is a branch. */
function lowerLogical(low: Lowering, node: Extract<Expression, { type: 'LogicalExpression' }>): ValueId {
  const [first, letters] = lowerTest(low, node.left);
  let second = low.nothing;
  telling(low, letters, () => (second = low.walk.expression(low, node.right)));
  return either(low, node, first, second, node.operator === '&&' ? 'none' : 'second');
}

function lowerConditional(low: Lowering, node: Extract<Expression, { type: 'ConditionalExpression' }>): ValueId {
  const [, letters] = lowerTest(low, node.test);
  let [first, second] = [low.nothing, low.nothing];
  telling(low, letters, () => {
    first = low.walk.expression(low, node.consequent);
    tellNumber(low, node.consequent, first);
    second = low.walk.expression(low, node.alternate);
    tellNumber(low, node.alternate, second);
  });
  return either(low, node, first, second, defaultOf(low, node));
}

/** One of two values; of them one may count only where the other is not there. */
function either(
  low: Lowering,
  node: Expression,
  first: ValueId,
  second: ValueId,
  otherwise: 'first' | 'second' | 'none',
): ValueId {
  if (first === second) return first;
  const to = low.expression(node.start, node.end);
  if (first !== low.nothing) low.table.copy(first, to, otherwise === 'first');
  if (second !== low.nothing) low.table.copy(second, to, otherwise === 'second');
  return to;
}

/** Long chains of `a + b + …` lean left: the spine is walked in a loop, not by recursion. */
function lowerBinary(
  low: Lowering,
  node: BinaryExpression | Extract<Expression, { type: 'BinaryExpression' }>,
): ValueId {
  const { left } = node;
  if (left.type !== 'BinaryExpression' && left.type !== 'PrivateIdentifier') {
    const first = low.walk.expression(low, left);
    const second = low.walk.expression(low, node.right);
    const to = low.expression(node.start, node.end);
    operate(low, node as BinaryExpression, first, second, to);
    return to;
  }
  const spine: BinaryExpression[] = [];
  let at: Expression = node;
  while (at.type === 'BinaryExpression' && at.left.type !== 'PrivateIdentifier') {
    spine.push(at as BinaryExpression);
    at = at.left;
  }
  if (at.type === 'BinaryExpression') {
    const to = low.expression(at.start, at.end);
    low.table.test([low.walk.expression(low, at.right)], to);
    return to;
  }
  let value = low.walk.expression(low, at);
  // Once a string takes part, everything further is put to one text.
  let texts: ValueId[] | undefined = isText(at) ? [value] : undefined;
  for (let i = spine.length - 1; i >= 0; i--) {
    const one = spine[i] as BinaryExpression;
    const right = low.walk.expression(low, one.right);
    if (one.operator === '+' && (texts !== undefined || isText(one.right))) {
      if (texts === undefined) texts = [value, right];
      else texts.push(right);
      if (i > 0 && spine[i - 1]?.operator === '+') continue;
    }
    const to = low.expression(one.start, one.end);
    if (texts !== undefined && one.operator === '+') low.table.join(texts, to);
    else operate(low, one, value, right, to);
    value = to;
    texts = undefined;
  }
  return value;
}

function isText(node: Expression): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
}

function operate(low: Lowering, node: BinaryExpression, left: ValueId, right: ValueId, to: ValueId): void {
  if (node.operator !== '+') noteLetter(low, node, left, right, to);
  switch (node.operator) {
    case '+':
      low.table.join([left, right], to);
      return;
    case '==':
    case '!=':
    case '===':
    case '!==':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case 'instanceof':
      low.table.test([left, right], to);
      return;
    default:
      low.table.compute([left, right], to);
  }
}

function lowerUnary(low: Lowering, node: Extract<Expression, { type: 'UnaryExpression' }>): ValueId {
  const { argument, operator } = node;
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number')
    return low.constant(node, -argument.value);
  const from = low.walk.expression(low, argument);
  if (operator === 'void' || from === low.nothing) return low.nothing;
  const to = low.expression(node.start, node.end);
  const isTest = operator === '!' || operator === 'typeof' || operator === 'delete';
  const letter = low.letterOf.get(from);
  if (letter !== undefined) low.letterOf.set(to, letter);
  if (isTest) low.table.test([from], to);
  else low.table.compute([from], to);
  return to;
}

function lowerUpdate(low: Lowering, node: Extract<Expression, { type: 'UpdateExpression' }>): ValueId {
  const { argument } = node;
  const made = low.expression(node.start, node.end);
  if (argument.type === 'MemberExpression') {
    const object = low.walk.expression(low, argument.object);
    const key = keyOf(low, argument.property, argument.computed);
    low.table.compute([low.load(object, key, argument)], made);
    storeKey(low, object, key, made);
  } else {
    low.table.compute([low.walk.expression(low, argument)], made);
    assignPattern(low, argument, made);
  }
  return made;
}

/** What a generator yields is its result, and an element of it for who iterates over the result. */
function lowerYield(low: Lowering, node: Extract<Expression, { type: 'YieldExpression' }>): ValueId {
  if (node.argument !== null) {
    const from = low.walk.expression(low, node.argument);
    if (low.frame.isAwaited) return low.awaited(from);
    low.copy(from, low.frame.result);
    if (!node.delegate && from !== low.nothing) low.store(low.frame.result, '*', from);
  }
  return low.expression(node.start, node.end);
}

/** The object as its base class made it: in a static member the base class itself. */
function superObject(low: Lowering, node: Expression): ValueId {
  const home = low.home;
  if (home === undefined || home.base < 0) return low.receiver(node);
  if (home.isStatic) return home.base;
  const to = low.expression(node.start, node.end);
  low.callStep(home.base, -1, [], to, true, node);
  low.copy(to, low.receiver(node));
  return to;
}
