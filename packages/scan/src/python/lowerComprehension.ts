import type { ValueId } from '../ir/moduleIr.ts';
import { assignTo } from './lowerAssignment.ts';
import { fresh, load, makeValue, nameOf, store, type Lowering } from './lowering.ts';
import { storePair } from './lowerSubscript.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { targets, type Scope } from './scope.ts';
import { lowerTest, repeating, telling } from './spelled.ts';

/** Lowers a comprehension or generator: a new list or dictionary, filled by what its body gives. */
export function lowerComprehension(lowering: Lowering, node: number): ValueId {
  const { tree } = lowering;
  const isDictionary = tree.kind[node] === KIND.dictionary_comprehension;
  const made = fresh(lowering, node, isDictionary ? 'object' : 'list');
  const outer = lowering.scope;
  const scope: Scope = {
    kind: 'comprehension',
    parent: outer,
    function: outer.function,
    names: new Map(),
    globals: new Set(),
    result: outer.result,
    owner: outer.owner,
    receiver: outer.receiver,
  };
  const clauses = childrenOf(tree, node);
  for (const clause of clauses) {
    if (tree.kind[clause] !== KIND.for_in_clause) continue;
    targets(tree, childOf(tree, clause, FIELD.left), (target) => {
      const name = nameOf(lowering, target);
      if (!scope.names.has(name)) scope.names.set(name, makeValue(lowering, target, 'variable', name));
    });
  }
  const letters: ValueId[] = [];
  let isFirst = true;
  for (const clause of clauses) {
    if (tree.kind[clause] === KIND.for_in_clause) {
      for (const right of childrenOf(tree, clause)) {
        if (tree.field[right] !== FIELD.right) continue;
        // The first list is evaluated outside, where a class's own names are seen.
        lowering.scope = isFirst ? outer : scope;
        const list = lowering.expression(lowering, right);
        isFirst = false;
        lowering.scope = scope;
        assignTo(lowering, childOf(tree, clause, FIELD.left), load(lowering, list, '*', right));
      }
    } else if (tree.kind[clause] === KIND.if_clause) {
      lowering.scope = scope;
      for (const condition of childrenOf(tree, clause))
        letters.push(...repeating(lowering, () => lowerTest(lowering, condition))[1]);
    }
  }
  lowering.scope = scope;
  const body = childOf(tree, node, FIELD.body);
  repeating(lowering, () => telling(lowering, letters, () => lowerBody(lowering, made, body, isDictionary)));
  lowering.scope = outer;
  return made;
}

function lowerBody(lowering: Lowering, made: ValueId, body: number, isDictionary: boolean): void {
  const { tree } = lowering;
  if (isDictionary && tree.kind[body] === KIND.pair) {
    const value = lowering.expression(lowering, childOf(tree, body, FIELD.value));
    storePair(lowering, made, childOf(tree, body, FIELD.key), value);
  } else if (body >= 0) store(lowering, made, '*', lowering.expression(lowering, body));
}
