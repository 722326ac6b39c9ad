import type { Expression, ObjectExpression } from 'oxc-parser';

/** The value written for a plainly named property of an object literal. */
export function propertyOf(node: ObjectExpression, name: string): Expression | undefined {
  for (const one of node.properties) {
    if (one.type !== 'Property' || one.computed) continue;
    if (one.key.type === 'Identifier' ? one.key.name === name : one.key.type === 'Literal' && one.key.value === name)
      return one.value;
  }
  return undefined;
}
