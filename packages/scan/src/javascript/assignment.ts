import type {
  AssignmentExpression,
  AssignmentTarget,
  AssignmentTargetMaybeDefault,
  BindingPattern,
  Expression,
  MemberExpression,
  PropertyKey,
} from 'oxc-parser';
import type { Key, ValueId } from '../ir/moduleIr.ts';
import { isAbsent } from './absence.ts';
import { named } from './named.ts';
import { saidTruth } from './saidTruth.ts';
import { tell } from './spelled.ts';
import type { Located, Lowering } from './lowering.ts';

/** The key of a property or member as the code names it. */
export function keyOf(low: Lowering, node: PropertyKey | Expression, computed: boolean): Key {
  if (!computed) {
    if (node.type === 'Identifier') return node.name;
    if (node.type === 'PrivateIdentifier') return `#${node.name}`;
    if (node.type === 'Literal') return written(low, node, String(node.value));
  } else if (node.type === 'Literal') {
    // An index is not kept apart from another: lists are shifted and sliced.
    return typeof node.value === 'string' ? written(low, node, node.value) : '*';
  } else if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return written(low, node, node.quasis[0]?.value.cooked ?? '*');
  }
  // `[Symbol.iterator]` is one name, which no other member has.
  const symbol = wellKnownSymbol(node);
  if (symbol !== undefined) return symbol;
  return { value: low.walk.expression(low, node as Expression) };
}

/** A name that is text of the program. One that looks like a private member's, and is none, is a value. */
function written(low: Lowering, node: Expression, text: string): Key {
  return text.startsWith('#') ? { value: low.walk.expression(low, node) } : text;
}

function wellKnownSymbol(node: PropertyKey | Expression): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const { object, property } = node;
  return object.type === 'Identifier' && object.name === 'Symbol' ? `Symbol.${property.name}` : undefined;
}

/** Fills the declared variables of a pattern from a value. */
export function bindPattern(low: Lowering, pattern: BindingPattern, from: ValueId): void {
  assignPattern(low, pattern, from);
}

/** Assigns a value to whatever stands left of `=`. */
export function assignPattern(
  low: Lowering,
  target: BindingPattern | AssignmentTarget | AssignmentTargetMaybeDefault,
  from: ValueId,
): void {
  switch (target.type) {
    case 'Identifier':
      assignName(low, target.name, target, from);
      return;
    case 'MemberExpression':
      storeKey(low, low.walk.expression(low, target.object), keyOf(low, target.property, target.computed), from);
      low.prototypes.assignedPath(low, target, from);
      return;
    case 'AssignmentPattern':
      assignPattern(low, target.left, from);
      assignOtherwise(low, target.left, named(low, target.right, nameOf(target.left)));
      return;
    case 'ObjectPattern':
      for (const one of target.properties) {
        if (one.type === 'RestElement') assignPattern(low, one.argument, from);
        else assignPart(low, one.value, from, keyOf(low, one.key, one.computed), one);
      }
      return;
    case 'ArrayPattern':
      for (const one of target.elements) {
        if (one === null) continue;
        if (one.type === 'RestElement') assignPattern(low, one.argument, from);
        else assignPart(low, one, from, '*', one);
      }
      return;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      assignPattern(low, target.expression as AssignmentTarget, from);
      return;
    default:
      return target satisfies never;
  }
}

/** A default counts where nothing was given. */
function assignOtherwise(low: Lowering, target: BindingPattern | AssignmentTarget, from: ValueId): void {
  low.otherwise(() => assignPattern(low, target, from));
}

/** `{ key: target }`: straight into the variable where it is one. */
function assignPart(
  low: Lowering,
  target: BindingPattern | AssignmentTargetMaybeDefault,
  from: ValueId,
  key: Key,
  node: Located,
): void {
  const bound = target.type === 'Identifier' ? low.bound(target.name) : undefined;
  if (bound === undefined) assignPattern(low, target, low.load(from, key, node));
  else low.loadInto(from, key, bound, node);
}

/** The value left of an assignment for names: `exports` of a CommonJS module is the module's own. */
export function assignName(low: Lowering, name: string, node: Located, from: ValueId): void {
  const to = low.name(name, node);
  low.copy(from, to);
  alias(low, from, to);
}

/** Remembers for a variable what is known of the value it is given. */
export function alias(low: Lowering, from: ValueId, to: ValueId): void {
  const index = low.functionOf.get(from);
  if (index !== undefined) low.functionOf.set(to, index);
  const letter = low.letterOf.get(from);
  if (letter !== undefined) low.letterOf.set(to, letter);
  if (low.requires.has(from)) low.requires.add(to);
  if (low.wrappers.has(from)) low.wrappers.add(to);
  low.prototypes.alias(from, to);
}

/** Lowers `left = right` and its compound forms; its value is what was assigned. */
export function lowerAssignment(low: Lowering, node: AssignmentExpression): ValueId {
  const { left, right, operator } = node;
  if (operator === '=') {
    const from = named(low, right, nameOf(left));
    const said = left.type === 'MemberExpression' ? saidTruth(low, memberOf(left), right, from) : from;
    if (isAbsent(low, left)) assignOtherwise(low, left, said);
    else assignPattern(low, left, said);
    return from;
  }
  // The object left of `.x +=` is looked up once, so that a call in it stays one call.
  const member = left.type === 'MemberExpression' ? left : undefined;
  const object = member === undefined ? -1 : low.walk.expression(low, member.object);
  const key = member === undefined ? '*' : keyOf(low, member.property, member.computed);
  const before = member === undefined ? low.walk.expression(low, left as Expression) : low.load(object, key, left);
  const given = named(low, right, nameOf(left));
  const made = low.expression(node.start, node.end);
  if (operator === '||=' || operator === '&&=' || operator === '??=') {
    low.copy(before, made);
    if (operator === '&&=') low.copy(given, made);
    else low.otherwise(() => low.copy(given, made));
  } else if (operator === '+=') {
    low.table.join([before, given], made);
  } else {
    low.table.compute([before, given], made);
    // A number put together of bits: `n |= 1 << at`.
    if (operator === '|=' || operator === '^=') tell(low, made);
  }
  if (member === undefined) assignPattern(low, left, made);
  else storeKey(low, object, key, made);
  return made;
}

/** Stores a member; `module.exports` of a CommonJS module is its exports. */
export function storeKey(low: Lowering, object: ValueId, key: Key, from: ValueId): void {
  if (key === 'exports' && low.isModuleObject(object)) low.copy(from, low.exports);
  else low.store(object, key, from);
}

/** The name of a member that is assigned; empty where it is computed. */
function memberOf({ property, computed }: MemberExpression): string {
  if (!computed && 'name' in property) return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : '';
}

/** The name that a function assigned there gets. */
export function nameOf(target: AssignmentTarget | BindingPattern | AssignmentTargetMaybeDefault): string {
  if (target.type === 'Identifier') return target.name;
  if (target.type === 'MemberExpression' && !target.computed && target.property.type !== 'PrivateIdentifier')
    return target.property.name;
  return '';
}
