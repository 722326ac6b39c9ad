import type { ValueId } from '../ir/moduleIr.ts';
import { defaultOf } from './absence.ts';
import { assignTo } from './lowerAssignment.ts';
import { lowerCall } from './lowerCall.ts';
import { lowerComprehension } from './lowerComprehension.ts';
import { lowerLambda } from './lowerFunction.ts';
import { constant, copy, fresh, load, makeValue, nameOf, store, textOf, type Lowering } from './lowering.ts';
import { operatorMethod } from './operatorMethod.ts';
import { literalText, lowerPercent, lowerString } from './lowerString.ts';
import { lowerSubscript, storePair } from './lowerSubscript.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { decodeNumber } from './pythonLiteral.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { resolve } from './resolve.ts';
import { isLetter, lowerTest, noteLetter, noteSame, telling, tellNumber } from './spelled.ts';

/** Levels of nesting that are walked on one stack; what lies deeper is walked later, from an empty one. */
const DEEPEST = 150;

/** Lowers any expression. */
export function lowerExpression(lowering: Lowering, node: number): ValueId {
  if (lowering.depth >= DEEPEST) {
    const to = makeValue(lowering, node);
    const { scope } = lowering;
    lowering.later.push({ scope, run: () => copy(lowering, lowerExpression(lowering, node), to) });
    return to;
  }
  lowering.depth += 1;
  const value = lowerKind(lowering, node);
  lowering.depth -= 1;
  return value;
}

function lowerKind(lowering: Lowering, node: number): ValueId {
  const { tree, builder } = lowering;
  switch (tree.kind[node]) {
    case KIND.identifier:
      return resolve(lowering, node);
    case KIND.string:
    case KIND.concatenated_string:
      return lowerString(lowering, node);
    case KIND.integer:
    case KIND.float:
      return constant(lowering, node, decodeNumber(textOf(lowering, node)));
    case KIND.call:
      return lowerCall(lowering, node);
    case KIND.attribute: {
      const [object, member] = childrenOf(tree, node);
      if (object === undefined || member === undefined) return makeValue(lowering, node);
      const from = lowering.expression(lowering, object);
      const name = nameOf(lowering, member);
      return name === '__dict__' ? from : load(lowering, from, name, node);
    }
    case KIND.subscript:
      return lowerSubscript(lowering, node);
    case KIND.parenthesized_expression:
    case KIND.await:
    case KIND.list_splat:
    case KIND.dictionary_splat:
    case KIND.type:
    case KIND.as_pattern_target: {
      const [inner] = childrenOf(tree, node);
      return inner === undefined ? makeValue(lowering, node) : lowering.expression(lowering, inner);
    }
    case KIND.list:
    case KIND.set:
    case KIND.tuple:
    case KIND.expression_list:
    case KIND.pattern_list:
      return lowerList(lowering, node);
    case KIND.dictionary:
      return lowerDictionary(lowering, node);
    case KIND.list_comprehension:
    case KIND.set_comprehension:
    case KIND.dictionary_comprehension:
    case KIND.generator_expression:
      return lowerComprehension(lowering, node);
    case KIND.conditional_expression:
      return lowerConditional(lowering, node);
    case KIND.boolean_operator:
      return lowerLogical(lowering, node);
    case KIND.not_operator: {
      const from = childrenOf(tree, node).map((child) => lowering.expression(lowering, child));
      const to = makeValue(lowering, node);
      builder.step({ is: 'test', from, to, by: '__bool__' });
      for (const operand of from) noteSame(lowering, operand, to);
      return to;
    }
    case KIND.comparison_operator:
      return lowerComparison(lowering, node);
    case KIND.binary_operator:
      return lowerBinary(lowering, node);
    case KIND.unary_operator: {
      const argument = childOf(tree, node, FIELD.argument);
      const isNumber = tree.kind[argument] === KIND.integer || tree.kind[argument] === KIND.float;
      if (isNumber && tree.text[tree.start[node] ?? 0] === '-') {
        return constant(lowering, node, -decodeNumber(textOf(lowering, argument)));
      }
      const from = [lowering.expression(lowering, argument)];
      const to = makeValue(lowering, node);
      builder.step({ is: 'compute', from, to, ...operatorMethod(tree.text[tree.start[node] ?? 0] ?? '', 1) });
      return to;
    }
    case KIND.named_expression: {
      const value = lowering.expression(lowering, childOf(tree, node, FIELD.value));
      assignTo(lowering, childOf(tree, node, FIELD.name), value);
      return value;
    }
    case KIND.as_pattern: {
      const [inner = node + 1] = childrenOf(tree, node);
      const value = lowering.expression(lowering, inner);
      const alias = childOf(tree, node, FIELD.alias);
      if (alias >= 0) assignTo(lowering, alias, value);
      return value;
    }
    case KIND.lambda:
      return lowerLambda(lowering, node);
    case KIND.yield:
      return lowerYield(lowering, node);
    case KIND.true:
    case KIND.false:
    case KIND.none:
    case KIND.ellipsis:
      return makeValue(lowering, node);
    default:
      // What the recovery from a syntax error left, or a form of types: whatever is in it happens.
      for (const child of childrenOf(tree, node)) lowering.statement(lowering, child);
      return makeValue(lowering, node);
  }
}

function lowerList(lowering: Lowering, node: number): ValueId {
  const { tree } = lowering;
  const list = fresh(lowering, node, 'list');
  for (const child of childrenOf(tree, node)) {
    const value = lowering.expression(lowering, child);
    if (tree.kind[child] === KIND.list_splat) copy(lowering, value, list);
    else store(lowering, list, '*', value);
  }
  return list;
}

function lowerDictionary(lowering: Lowering, node: number): ValueId {
  const { tree } = lowering;
  const made = fresh(lowering, node, 'object');
  for (const child of childrenOf(tree, node)) {
    if (tree.kind[child] === KIND.pair) {
      const value = lowering.expression(lowering, childOf(tree, child, FIELD.value));
      storePair(lowering, made, childOf(tree, child, FIELD.key), value);
    } else if (tree.kind[child] === KIND.dictionary_splat) {
      copy(lowering, lowering.expression(lowering, child), made);
    } else lowering.statement(lowering, child);
  }
  return made;
}

function lowerConditional(lowering: Lowering, node: number): ValueId {
  const to = makeValue(lowering, node);
  const [then, condition, otherwise] = childrenOf(lowering.tree, node);
  const letters = condition === undefined ? [] : lowerTest(lowering, condition)[1];
  const fallback = defaultOf(lowering, node);
  telling(lowering, letters, () => {
    for (const branch of [then, otherwise]) {
      if (branch === undefined) continue;
      const value = lowering.expression(lowering, branch);
      tellNumber(lowering, branch, value);
      copy(lowering, value, to, branch === fallback);
    }
  });
  return to;
}

/** Of `a and b` the second is a branch. */
function lowerLogical(lowering: Lowering, node: number): ValueId {
  const to = makeValue(lowering, node);
  const letters: ValueId[] = [];
  const fallback = defaultOf(lowering, node);
  for (const child of childrenOf(lowering.tree, node)) {
    telling(lowering, letters, () => {
      const [value, further] = lowerTest(lowering, child);
      letters.push(...further);
      copy(lowering, value, to, child === fallback);
    });
  }
  return to;
}

/** Operators. A chain of `+` is one `join`, walked without recursion however long it is. */
function lowerBinary(lowering: Lowering, node: number): ValueId {
  const { tree, builder } = lowering;
  const left = childOf(tree, node, FIELD.left);
  const right = childOf(tree, node, FIELD.right);
  const operator = textOf(lowering, childOf(tree, node, FIELD.operator));
  if (operator === '%') {
    const template = literalText(lowering, left);
    if (template !== undefined) return lowerPercent(lowering, node, template, right);
  }
  const operands: number[] = [];
  let at = node;
  while (tree.kind[at] === KIND.binary_operator && textOf(lowering, childOf(tree, at, FIELD.operator)) === operator) {
    operands.push(childOf(tree, at, FIELD.right));
    at = childOf(tree, at, FIELD.left);
    // `'%s' % a % b` formats what was formatted.
    if (operator === '%') break;
  }
  operands.push(at);
  const values = operands.toReversed().map((operand) => lowering.expression(lowering, operand));
  const to = makeValue(lowering, node);
  const by = operatorMethod(operator, 2);
  builder.step(
    operator === '+' ? { is: 'join', parts: values, to, ...by } : { is: 'compute', from: values, to, ...by },
  );
  if (operator === '&' || operator === '%') noteLetter(lowering, to, to);
  return to;
}

/** `a < b < c` is two tests. */
function lowerComparison(lowering: Lowering, node: number): ValueId {
  const { tree, builder } = lowering;
  const operands = childrenOf(tree, node);
  const values = operands.map((operand) => lowering.expression(lowering, operand));
  const to = makeValue(lowering, node);
  for (let at = 1; at < values.length; at++) {
    const [left, right] = [operands[at - 1] as number, operands[at] as number];
    const operator = tree.text.slice(tree.end[left], tree.start[right]).trim();
    const from = [values[at - 1] as ValueId, values[at] as ValueId];
    builder.step({ is: 'test', from, to, ...operatorMethod(operator, 2) });
  }
  if (operands.some((one) => isLetter(lowering, one)))
    for (const [at, one] of values.entries())
      if (!isLetter(lowering, operands[at] ?? -1)) noteLetter(lowering, one, to);
  return to;
}

/** `yield x`: the function gives `x`, and a list with `x` in it to who iterates. */
function lowerYield(lowering: Lowering, node: number): ValueId {
  const { tree, scope } = lowering;
  const [inner] = childrenOf(tree, node);
  if (inner === undefined) return makeValue(lowering, node);
  const value = lowering.expression(lowering, inner);
  copy(lowering, value, scope.result);
  const isFrom = /^yield\s+from\b/.test(tree.text.slice(tree.start[node], tree.start[inner]));
  if (isFrom) return value;
  let home = scope;
  while (home.kind !== 'function' && home.kind !== 'module' && home.parent !== undefined) home = home.parent;
  if (home.yielded === undefined) {
    home.yielded = fresh(lowering, node, 'list');
    copy(lowering, home.yielded, scope.result);
  }
  store(lowering, home.yielded, '*', value);
  return value;
}
