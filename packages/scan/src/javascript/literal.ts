import type { ArrayExpression, ObjectExpression, TaggedTemplateExpression, TemplateLiteral } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { keyOf } from './assignment.ts';
import { functionValue, named } from './named.ts';
import { saidTruth } from './saidTruth.ts';
import type { Lowering } from './lowering.ts';

export function lowerArray(low: Lowering, node: ArrayExpression): ValueId {
  const to = low.fresh(node, 'list');
  for (const element of node.elements) {
    if (element === null) continue;
    if (element.type === 'SpreadElement') low.copy(low.walk.expression(low, element.argument), to);
    else low.store(to, '*', low.walk.expression(low, element));
  }
  return to;
}

/** Lowers `{…}`; `parts`, where given, receives the values of its plainly named properties. */
export function lowerObject(low: Lowering, node: ObjectExpression, parts?: Map<string, ValueId>): ValueId {
  const to = low.fresh(node, 'object');
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      low.copy(low.walk.expression(low, property.argument), to);
      continue;
    }
    const key = keyOf(low, property.key, property.computed);
    const name = typeof key === 'string' ? key : '';
    const { value } = property;
    if (property.kind === 'init' || value.type !== 'FunctionExpression') {
      const from = saidTruth(low, name, value, named(low, value, name));
      low.store(to, key, from);
      if (name !== '') parts?.set(name, from);
      continue;
    }
    // An accessor: reading gives what the getter gives, writing gives the setter its parameter.
    const made = functionValue(low, value, name);
    accessor(low, made, to, key === '' ? '*' : key, property.kind);
  }
  return to;
}

/** Ties a getter or setter to the member of `object` that it stands for. */
export function accessor(
  low: Lowering,
  made: ValueId,
  object: ValueId,
  key: ReturnType<typeof keyOf>,
  kind: 'get' | 'set',
): void {
  const index = low.functionOf.get(made);
  if (index === undefined) return;
  if (kind === 'get') {
    low.table.store(object, key, low.results[index] ?? low.nothing);
  } else {
    const parameter = low.parametersOf[index]?.[0];
    if (parameter !== undefined) low.loadInto(object, key, parameter, low.builder.made(made).span);
  }
  low.prototypes.holds(object, index, typeof key === 'string' ? key : '*', kind === 'get' ? 'getter' : 'setter');
}

export function lowerTemplate(low: Lowering, node: TemplateLiteral): ValueId {
  if (node.expressions.length === 0) return low.constant(node, textOf(node, 0));
  const parts: ValueId[] = [];
  for (let i = 0; i < node.quasis.length; i++) {
    const text = textOf(node, i);
    const quasi = node.quasis[i];
    if (text !== '' && quasi !== undefined) parts.push(low.constant(quasi, text));
    const expression = node.expressions[i];
    if (expression !== undefined) parts.push(low.walk.expression(low, expression));
  }
  const to = low.expression(node.start, node.end);
  low.table.join(parts, to);
  return to;
}

export function lowerTagged(low: Lowering, node: TaggedTemplateExpression): ValueId {
  const { tag, quasi } = node;
  const receiver = tag.type === 'MemberExpression' ? low.walk.expression(low, tag.object) : -1;
  const callee =
    tag.type === 'MemberExpression'
      ? low.load(receiver, keyOf(low, tag.property, tag.computed), tag)
      : low.walk.expression(low, tag);
  const texts = low.fresh(quasi, 'list');
  quasi.quasis.forEach((part, i) => low.store(texts, '*', low.constant(part, textOf(quasi, i))));
  const args = [texts];
  for (const expression of quasi.expressions) args.push(low.walk.expression(low, expression));
  const to = low.expression(node.start, node.end);
  low.callStep(callee, receiver, args, to, false, node);
  return to;
}

function textOf(node: TemplateLiteral, index: number): string {
  const value = node.quasis[index]?.value;
  return value?.cooked ?? value?.raw ?? '';
}
