import type { MemberIr } from '../ir/moduleIr.ts';
import { nameOf, type Lowering } from './lowering.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { isBuiltin } from './resolve.ts';

/** Accessors that a class's body assigns: `v = property(get_v, set_v)`, of methods that stand in the same body. */
export function assignedProperties(lowering: Lowering, body: number, methods: readonly MemberIr[]): MemberIr[] {
  const { tree } = lowering;
  const found: MemberIr[] = [];
  for (const statement of childrenOf(tree, body)) {
    const assignment = statement + 1;
    if (tree.kind[statement] !== KIND.expression_statement || tree.kind[assignment] !== KIND.assignment) continue;
    const target = childOf(tree, assignment, FIELD.left);
    const call = childOf(tree, assignment, FIELD.right);
    if (tree.kind[target] !== KIND.identifier || call < 0 || tree.kind[call] !== KIND.call) continue;
    const called = childOf(tree, call, FIELD.function);
    if (tree.kind[called] !== KIND.identifier || nameOf(lowering, called) !== 'property') continue;
    if (!isBuiltin(lowering, 'property')) continue;
    for (const [place, given] of childrenOf(tree, childOf(tree, call, FIELD.arguments)).entries()) {
      const isNamed = tree.kind[given] === KIND.keyword_argument;
      const role = isNamed ? nameOf(lowering, childOf(tree, given, FIELD.name)) : ROLES[place];
      const is = role === 'fget' ? 'getter' : role === 'fset' ? 'setter' : undefined;
      const value = isNamed ? childOf(tree, given, FIELD.value) : given;
      if (is === undefined || tree.kind[value] !== KIND.identifier) continue;
      const method = methods.find((one) => one.name === nameOf(lowering, value) && one.is === 'method');
      if (method === undefined) continue;
      found.push({ name: nameOf(lowering, target), function: method.function, isStatic: false, is });
    }
  }
  return found;
}

const ROLES = ['fget', 'fset'] as const;
