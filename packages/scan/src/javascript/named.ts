import type { Expression } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import type { FunctionHow, FunctionLike, Lowering } from './lowering.ts';

/** Lowers an expression that gets a name where it is a function or class without one of its own. */
export function named(low: Lowering, node: Expression, name: string): ValueId {
  switch (node.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionValue(low, node, name);
    case 'ClassExpression':
      return low.walk.class(low, node, node.id?.name ?? name);
    default:
      return low.walk.expression(low, node);
  }
}

/** Lowers a function where it stands as a value. */
export function functionValue(low: Lowering, node: FunctionLike, name: string, how?: FunctionHow): ValueId {
  const to = low.expression(node.start, node.end);
  const index = low.walk.function(low, node, name, how);
  low.table.function(to, index);
  low.functionOf.set(to, index);
  low.functionAt.set(node.start, to);
  return to;
}
