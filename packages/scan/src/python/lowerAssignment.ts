import type { ValueId } from '../ir/moduleIr.ts';
import { isAbsent } from './absence.ts';
import { copy, load, nameOf, store, type Lowering } from './lowering.ts';
import { KIND } from './pythonKind.ts';
import { childrenOf } from './pythonTree.ts';
import { resolve } from './resolve.ts';
import { noteSame } from './spelled.ts';
import { subscriptKeys } from './lowerSubscript.ts';

/** Gives `from` to an assignment target: a name, member, element, or a list of targets that is unpacked. */
export function assignTo(lowering: Lowering, target: number, from: ValueId): void {
  const { tree } = lowering;
  switch (tree.kind[target]) {
    case KIND.identifier:
      giveName(lowering, target, from);
      return;
    case KIND.attribute: {
      const [object, member] = childrenOf(tree, target);
      if (object === undefined || member === undefined) return;
      const into = lowering.expression(lowering, object);
      const name = nameOf(lowering, member);
      if (name === '__dict__') copy(lowering, from, into);
      else store(lowering, into, name, from, isAbsent(lowering, target));
      return;
    }
    case KIND.subscript: {
      const [object] = childrenOf(tree, target);
      if (object === undefined) return;
      const into = lowering.expression(lowering, object);
      const isOtherwise = isAbsent(lowering, target);
      for (const key of subscriptKeys(lowering, target)) store(lowering, into, key, from, isOtherwise);
      return;
    }
    case KIND.list_splat_pattern:
    case KIND.list_splat:
    case KIND.dictionary_splat_pattern:
    case KIND.parenthesized_expression:
    case KIND.as_pattern_target: {
      for (const child of childrenOf(tree, target)) assignTo(lowering, child, from);
      return;
    }
    case KIND.tuple:
    case KIND.list:
    case KIND.tuple_pattern:
    case KIND.list_pattern:
    case KIND.pattern_list:
    case KIND.expression_list: {
      let element: ValueId | undefined;
      for (const child of childrenOf(tree, target)) {
        const takesRest = tree.kind[child] === KIND.list_splat_pattern || tree.kind[child] === KIND.list_splat;
        if (takesRest) assignTo(lowering, child, from);
        else assignTo(lowering, child, (element ??= load(lowering, from, '*', target)));
      }
      return;
    }
    default:
      lowering.statement(lowering, target);
  }
}

function giveName(lowering: Lowering, target: number, from: ValueId): void {
  const to = resolve(lowering, target);
  copy(lowering, from, to, isAbsent(lowering, target));
  noteSame(lowering, from, to);
}

const LISTS: readonly number[] = [KIND.tuple, KIND.list, KIND.expression_list];
const PATTERNS: readonly number[] = [KIND.pattern_list, KIND.tuple_pattern, KIND.list_pattern, KIND.tuple, KIND.list];
const SPLATS: readonly number[] = [KIND.list_splat, KIND.list_splat_pattern];

/**
 * Lowers `target = right`. A literal list that is unpacked into as many targets goes pair by pair, so that
 * `key, host = f(), g()` does not mix the two.
 */
export function assignExpression(lowering: Lowering, target: number, right: number): void {
  const { tree } = lowering;
  if (LISTS.includes(tree.kind[right] ?? 0) && PATTERNS.includes(tree.kind[target] ?? 0)) {
    const [to, from] = [childrenOf(tree, target), childrenOf(tree, right)];
    const isPlain = (node: number): boolean => !SPLATS.includes(tree.kind[node] ?? 0);
    if (to.length === from.length && to.every(isPlain) && from.every(isPlain)) {
      const values = from.map((node) => lowering.expression(lowering, node));
      for (const [index, value] of values.entries()) assignTo(lowering, to[index] ?? target, value);
      return;
    }
  }
  assignTo(lowering, target, lowering.expression(lowering, right));
}
