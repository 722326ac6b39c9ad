import type { Expression } from 'oxc-parser';
import type { Key, ValueId } from '../ir/moduleIr.ts';
import { constantText } from './constantText.ts';
import { argumentAt, type LoweredCall } from './loweredCall.ts';
import type { Lowering } from './lowering.ts';
import { propertyOf } from './propertyOf.ts';

/** `Object.assign`, `Object.defineProperty` and its kin: stores by other means. */
export function lowerPropertyCall(low: Lowering, call: LoweredCall): void {
  switch (call.name) {
    case 'assign':
      if (call.receiver >= 0) assign(low, call);
      return;
    case 'defineProperties':
      if (call.receiver >= 0) defineProperties(low, call);
      return;
    default: {
      const descriptor = call.parts[2];
      if (descriptor !== undefined && (call.name === 'defineProperty' || isDescriptor(descriptor)))
        defineProperty(low, call, descriptor);
    }
  }
}

/** Helpers are renamed; a descriptor is one by its parts. */
function isDescriptor(parts: ReadonlyMap<string, ValueId>): boolean {
  return (
    (parts.has('get') || parts.has('value')) &&
    (parts.has('enumerable') || parts.has('configurable') || parts.has('writable'))
  );
}

function assign(low: Lowering, call: LoweredCall): void {
  const target = argumentAt(call, 0);
  if (target === undefined) return;
  low.copy(target, call.to);
  for (const [index, source] of call.arguments.entries()) {
    if (index === 0) continue;
    if (call.node.arguments[index]?.type === 'SpreadElement') {
      low.loadInto(source, '*', target, call.node);
      continue;
    }
    low.copy(source, target);
    low.prototypes.assigned(low, target, source);
  }
}

function defineProperty(low: Lowering, call: LoweredCall, descriptor: ReadonlyMap<string, ValueId>): void {
  const target = argumentAt(call, 0);
  const keyValue = argumentAt(call, 1);
  const written = call.node.arguments[1];
  if (target === undefined || keyValue === undefined || written === undefined) return;
  if (written.type === 'SpreadElement') return;
  const text = constantText(written);
  const value = descriptor.get('value');
  const getter = descriptor.get('get');
  if (value !== undefined) define(low, target, text ?? { value: keyValue }, value);
  const owner = low.prototypes.owner(target);
  const setter = low.functionOf.get(descriptor.get('set') ?? -1);
  if (setter !== undefined && owner !== undefined && text !== undefined) {
    low.prototypes.member(low, owner, text, setter, 'setter');
  }
  if (getter === undefined) return;
  const forwarded = text === undefined ? forwardedFrom(call, written) : undefined;
  if (forwarded !== undefined) {
    // `for (key in other) define(target, key, { get: () => other[key] })`: all of the other object.
    const object = low.walk.expression(low, forwarded);
    low.copy(object, target);
  } else if (text !== undefined || low.functionOf.has(getter)) {
    const index = low.functionOf.get(getter);
    if (index !== undefined && owner !== undefined && text !== undefined) {
      low.prototypes.member(low, owner, text, index, 'getter');
      return;
    }
    define(low, target, text ?? { value: keyValue }, gotten(low, getter, call));
    if (index !== undefined) low.prototypes.holds(target, index);
  }
  // Otherwise a table of getters is walked: what it holds is said where the table is written (moduleCall).
}

/** What a getter gives: the result of one written here, or of calling whatever it is. */
function gotten(low: Lowering, getter: ValueId, call: LoweredCall): ValueId {
  const index = low.functionOf.get(getter);
  return index === undefined ? low.call(getter, [], call.node) : (low.results[index] ?? low.nothing);
}

/** A store that reaches the objects of a class when its prototype is defined upon. */
function define(low: Lowering, target: ValueId, key: Key, from: ValueId): void {
  if (low.isModuleObject(target) && key === 'exports') low.copy(from, low.exports);
  else low.store(target, key, from);
}

/** The object `o` where the descriptor's getter gives `o[key]` with the very key that is defined. */
function forwardedFrom(call: LoweredCall, key: Expression): Expression | undefined {
  const descriptor = call.node.arguments[2];
  if (key.type !== 'Identifier' || descriptor?.type !== 'ObjectExpression') return undefined;
  const getter = propertyOf(descriptor, 'get');
  let given: Expression | null | undefined;
  if (getter?.type === 'ArrowFunctionExpression' && getter.body.type !== 'BlockStatement') {
    given = getter.body;
  } else if (getter?.type === 'FunctionExpression' || getter?.type === 'ArrowFunctionExpression') {
    const last = getter.body?.type === 'BlockStatement' ? getter.body.body.at(-1) : undefined;
    given = last?.type === 'ReturnStatement' ? last.argument : undefined;
  }
  if (given?.type !== 'MemberExpression' || !given.computed) return undefined;
  const { property, object } = given;
  return property.type === 'Identifier' && property.name === key.name && object.type === 'Identifier'
    ? object
    : undefined;
}

const ACCESSORS = [
  ['get', 'getter'],
  ['set', 'setter'],
] as const;

function defineProperties(low: Lowering, call: LoweredCall): void {
  const target = argumentAt(call, 0);
  const table = argumentAt(call, 1);
  const written = call.node.arguments[1];
  if (target === undefined || table === undefined || written?.type !== 'ObjectExpression') return;
  for (const one of written.properties) {
    if (one.type !== 'Property' || one.computed || one.key.type !== 'Identifier') continue;
    const entry = low.load(table, one.key.name, one);
    define(low, target, one.key.name, low.load(entry, 'value', one));
    if (one.value.type !== 'ObjectExpression') continue;
    const owner = low.prototypes.owner(target);
    for (const [name, is] of ACCESSORS) {
      const written = propertyOf(one.value, name);
      const index = low.functionOf.get(low.functionAt.get(written?.start ?? -1) ?? -1);
      if (owner !== undefined && index !== undefined) low.prototypes.member(low, owner, one.key.name, index, is);
      else if (written !== undefined && is === 'getter')
        define(low, target, one.key.name, low.call(low.load(entry, name, one), [], one, target));
    }
  }
}
