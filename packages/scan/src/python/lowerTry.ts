import type { ValueId } from '../ir/moduleIr.ts';
import { assignTo } from './lowerAssignment.ts';
import { copy, makeValue, type Lowering } from './lowering.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { handledLast, raisedInto } from './raising.ts';
import { exceptAlias } from './scope.ts';

/** `raise x`, or in an `except` clause `raise` alone. */
export function lowerRaise(lowering: Lowering, node: number): void {
  const given = childrenOf(lowering.tree, node);
  for (const child of given) copy(lowering, lowering.expression(lowering, child), raisedInto(lowering));
  const handled = lowering.raising.handled.get(lowering.scope.function);
  if (given.length === 0 && handled !== undefined) copy(lowering, handled, raisedInto(lowering));
}

/** Calls in the body raise into the `except` clauses; these and the rest stand outside. */
export function lowerTry(lowering: Lowering, node: number): void {
  const { tree, raising, scope, builder } = lowering;
  const [body, ...others] = childrenOf(tree, node);
  if (body === undefined) return;
  const { function: index } = scope;
  if (!others.some((child) => tree.kind[child] === KIND.except_clause)) {
    for (const child of [body, ...others]) lowering.statement(lowering, child);
    return;
  }
  const value = makeValue(lowering, node, 'variable');
  raising.all.push(value);
  const around = raising.caughtBy.get(index);
  const before = raising.handled.get(index);
  const from = builder.table.length;
  raising.caughtBy.set(index, value);
  lowering.statement(lowering, body);
  builder.catches({ function: index, from, to: builder.table.length, value });
  restore(raising.caughtBy, index, around);
  raising.handled.set(index, value);
  for (const child of others) lowering.statement(lowering, child);
  restore(raising.handled, index, before);
}

/** `except E as e` gives the name what was caught. */
export function lowerExcept(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const alias = exceptAlias(tree, node);
  for (const child of childrenOf(tree, node)) {
    if (child === alias) assignTo(lowering, child, handledLast(lowering));
    else if (tree.kind[child] === KIND.as_pattern) {
      const target = childOf(tree, child, FIELD.alias);
      if (target >= 0) assignTo(lowering, target, handledLast(lowering));
    } else lowering.statement(lowering, child);
  }
}

function restore(values: Map<number, ValueId>, index: number, before: ValueId | undefined): void {
  if (before === undefined) values.delete(index);
  else values.set(index, before);
}
