import type { ArrayExpression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { constantText } from './constantText.ts';
import { argumentAt, type LoweredCall } from './loweredCall.ts';
import type { Lowering } from './lowering.ts';
import { propertyOf } from './propertyOf.ts';

/** Names under which compilers and Node keep "this constructor extends that one". */
const INHERITS = /^_*(?:extends|inherits|inheritsLoose|inherits_loose)\$?\d*$/u;

/** Helpers that make classes of functions. */
export function lowerClassCall(low: Lowering, call: LoweredCall): void {
  const owner = argumentAt(call, 0);
  const second = argumentAt(call, 1);
  if (owner === undefined || second === undefined) return;
  if (INHERITS.test(call.name)) {
    low.prototypes.extends(low, owner, second);
    return;
  }
  if (call.name === 'setPrototypeOf') {
    const derived = low.prototypes.owner(owner);
    if (derived !== undefined) low.prototypes.extends(low, derived, low.prototypes.owner(second) ?? second);
    return;
  }
  for (let i = 1; i < call.arguments.length && i <= 2; i++) {
    const table = call.node.arguments[i];
    if (table?.type === 'ArrayExpression' && isMemberTable(table)) memberTable(low, owner, table, i === 2);
  }
}

/** `[{ key: 'name', value: function () {} }, { key: 'other', get: function () {} }]` */
function isMemberTable(table: ArrayExpression): boolean {
  return (
    table.elements.length > 0 &&
    table.elements.every(
      (one) =>
        one?.type === 'ObjectExpression' &&
        propertyOf(one, 'key') !== undefined &&
        (propertyOf(one, 'value') ?? propertyOf(one, 'get') ?? propertyOf(one, 'set')) !== undefined,
    )
  );
}

function memberTable(low: Lowering, owner: ValueId, table: ArrayExpression, isStatic: boolean): void {
  for (const element of table.elements) {
    if (element?.type !== 'ObjectExpression') continue;
    const key = propertyOf(element, 'key');
    const name = (key === undefined ? undefined : constantText(key)) ?? '*';
    const method = low.functionAt.get(propertyOf(element, 'value')?.start ?? -1);
    const getter = low.functionAt.get(propertyOf(element, 'get')?.start ?? -1);
    const setter = low.functionAt.get(propertyOf(element, 'set')?.start ?? -1);
    const methodIndex = low.functionOf.get(method ?? -1);
    const getterIndex = low.functionOf.get(getter ?? -1);
    const setterIndex = low.functionOf.get(setter ?? -1);
    if (isStatic) {
      if (method !== undefined) low.store(owner, name, method);
      if (getterIndex !== undefined) low.store(owner, name, low.results[getterIndex] ?? low.nothing);
    } else {
      if (methodIndex !== undefined) low.prototypes.member(low, owner, name, methodIndex);
      if (getterIndex !== undefined) low.prototypes.member(low, owner, name, getterIndex, 'getter');
      if (setterIndex !== undefined) low.prototypes.member(low, owner, name, setterIndex, 'setter');
    }
  }
}
