import type { Expression, MemberExpression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { nameIn } from './absence.ts';
import { keyOf } from './assignment.ts';
import type { Lowering } from './lowering.ts';

/** Lowers reading a member of an object that is lowered already. */
export function lowerMember(low: Lowering, object: ValueId, node: MemberExpression): ValueId {
  const key = keyOf(low, node.property, node.computed);
  if (low.isModuleObject(object)) {
    if (key === 'exports') return low.exports;
    if (typeof key !== 'string') low.moduleByName(node);
  }
  if (key === 'constructor' && isFunctionByForm(node.object)) return low.global('Function', node);
  const to = low.load(object, key, node);
  if (key === 'prototype') low.prototypes.loaded(low, to, object, node.object);
  // `module.require`, `process.mainModule.require`, `import.meta.require`: a member of that name has no other use.
  else if (key === 'require') low.requires.add(to);
  return to;
}

/** What is a function whatever it is of: a method of a literal, `x.constructor`, what a function inherits from. */
function isFunctionByForm(node: Expression): boolean {
  if (node.type === 'CallExpression') {
    const [given] = node.arguments;
    return (
      node.callee.type === 'MemberExpression' &&
      nameIn(node.callee) === 'getPrototypeOf' &&
      (given?.type === 'FunctionExpression' || given?.type === 'ArrowFunctionExpression')
    );
  }
  if (node.type !== 'MemberExpression') return false;
  if (nameIn(node) === 'constructor') return true;
  return node.object.type === 'ArrayExpression' || node.object.type === 'Literal';
}
