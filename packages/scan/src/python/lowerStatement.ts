import type { ValueId } from '../ir/moduleIr.ts';
import { absenceIn } from './absence.ts';
import { assignExpression, assignTo } from './lowerAssignment.ts';
import { lowerDefinition } from './lowerDefinition.ts';
import { lowerAnnotation } from './lowerFunction.ts';
import { callMethod, copy, load, makeValue, spanOf, textOf, thrown, type Lowering } from './lowering.ts';
import { lowerImport, lowerImportFrom } from './lowerImport.ts';
import { lowerMatch } from './lowerMatch.ts';
import { operatorMethod } from './operatorMethod.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { undeclared } from './resolve.ts';
import { exceptAlias } from './scope.ts';
import { lowerTest, repeating, tell, telling, tellingNothing } from './spelled.ts';

const DEEPEST = 150;

/** Lowers a statement, a block, or an expression that stands where a statement may. */
export function lowerStatement(lowering: Lowering, node: number): void {
  if (lowering.depth >= DEEPEST) {
    lowering.later.push({ scope: lowering.scope, run: () => lowerStatement(lowering, node) });
    return;
  }
  lowering.depth += 1;
  lowerKind(lowering, node);
  lowering.depth -= 1;
}

function lowerKind(lowering: Lowering, node: number): void {
  const { tree, scope } = lowering;
  const kind = tree.kind[node];
  switch (kind) {
    case KIND.assignment: {
      const left = childOf(tree, node, FIELD.left);
      const right = childOf(tree, node, FIELD.right);
      const type = childOf(tree, node, FIELD.type);
      if (type >= 0) lowerAnnotation(lowering, type);
      if (left >= 0 && right >= 0) lowerAssigned(lowering, left, right);
      return;
    }
    case KIND.augmented_assignment:
      lowerAugmented(lowering, node);
      return;
    case KIND.function_definition:
    case KIND.class_definition:
    case KIND.decorated_definition:
      lowerDefinition(lowering, node);
      return;
    case KIND.import_statement:
      lowerImport(lowering, node);
      return;
    case KIND.import_from_statement:
      lowerImportFrom(lowering, node);
      return;
    case KIND.return_statement:
      for (const child of childrenOf(tree, node)) copy(lowering, lowering.expression(lowering, child), scope.result);
      return;
    case KIND.raise_statement:
      tellingNothing(lowering, () => {
        for (const child of childrenOf(tree, node))
          copy(lowering, lowering.expression(lowering, child), thrown(lowering));
      });
      return;
    case KIND.for_statement: {
      const left = childOf(tree, node, FIELD.left);
      for (const child of childrenOf(tree, node)) {
        if (child === left) continue;
        if (tree.field[child] !== FIELD.right) repeating(lowering, () => lowering.statement(lowering, child));
        else assignTo(lowering, left, load(lowering, lowering.expression(lowering, child), '*', child));
      }
      return;
    }
    case KIND.while_statement:
      repeating(lowering, () => {
        for (const child of childrenOf(tree, node)) lowering.statement(lowering, child);
      });
      return;
    case KIND.if_statement:
      lowerIf(lowering, node);
      return;
    case KIND.with_statement: {
      const protocol = tree.text.startsWith('async', tree.start[node]) ? '__aenter__' : '__enter__';
      for (const child of childrenOf(tree, node)) {
        if (tree.kind[child] !== KIND.with_clause) lowering.statement(lowering, child);
        else for (const item of childrenOf(tree, child)) lowerWithItem(lowering, item, protocol);
      }
      return;
    }
    case KIND.except_clause: {
      const alias = exceptAlias(tree, node);
      for (const child of childrenOf(tree, node)) {
        if (child === alias) assignTo(lowering, child, thrown(lowering));
        else if (tree.kind[child] === KIND.as_pattern) {
          const target = childOf(tree, child, FIELD.alias);
          if (target >= 0) assignTo(lowering, target, thrown(lowering));
        } else lowering.statement(lowering, child);
      }
      return;
    }
    case KIND.match_statement:
      lowerMatch(lowering, node);
      return;
    case KIND.print_statement:
      lowerPrint(lowering, node);
      return;
    case KIND.exec_statement: {
      const given = childrenOf(tree, node).map((child) => ({ value: lowering.expression(lowering, child) }));
      const to = makeValue(lowering, node);
      const callee = undeclared(lowering, 'exec', node);
      lowering.builder.step({ is: 'call', callee, arguments: given, to, isNew: false, span: spanOf(lowering, node) });
      return;
    }
    case KIND.global_statement:
    case KIND.nonlocal_statement:
    case KIND.future_import_statement:
    case KIND.type_alias_statement:
    case KIND.missing:
      return;
    default:
      if (kind !== undefined && isExpression(kind)) lowering.expression(lowering, node);
      else for (const child of childrenOf(tree, node)) lowering.statement(lowering, child);
  }
}

function isExpression(kind: number): boolean {
  return kind >= KIND.identifier && kind <= KIND.unary_operator && kind !== KIND.if_clause;
}

/**
 * Both branches of an `if` count. What stands behind `__name__ == '__main__'` does not run at import: it is a function
 * of its own, called by nobody, with the module's names.
 */
function lowerIf(lowering: Lowering, node: number): void {
  const { tree, builder, scope } = lowering;
  const [condition, block] = childrenOf(tree, node);
  const isMain = scope.kind === 'module' && condition !== undefined && MAIN.test(textOf(lowering, condition));
  if (!isMain || block === undefined) {
    lowerBranches(lowering, node);
    return;
  }
  const index = builder.openFunction();
  const span = spanOf(lowering, block);
  const result = builder.value({ in: index, kind: 'result', name: '__main__', span });
  builder.closeFunction(index, { name: '__main__', span, parameters: [], result, within: scope.function });
  lowering.scope = { ...scope, function: index, result };
  lowering.statement(lowering, block);
  lowering.scope = scope;
  for (const child of childrenOf(tree, node).slice(2)) lowering.statement(lowering, child);
}

/** The branches of an `if`, those of `elif` and `else` among them. */
function lowerBranches(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const letters: ValueId[] = [];
  const isTest = (part: number): boolean => isExpression(tree.kind[part] ?? 0);
  const parts = childrenOf(tree, node).flatMap((part) =>
    isTest(part) || tree.kind[part] === KIND.block ? [part] : childrenOf(tree, part),
  );
  const [condition = -1, block] = parts;
  const absent = absenceIn(textOf(lowering, condition));
  for (const [place, part] of parts.entries()) {
    const isBranch = absent !== undefined && place > 0 && absent.isThere !== (part === block);
    if (isBranch) lowering.absent.push(absent.of);
    if (isTest(part)) letters.push(...lowerTest(lowering, part)[1]);
    else telling(lowering, letters, () => lowering.statement(lowering, part));
    if (isBranch) lowering.absent.pop();
  }
}

const MAIN = /^\(?\s*(?:__name__\s*==\s*(?:'__main__'|"__main__")|(?:'__main__'|"__main__")\s*==\s*__name__)\s*\)?$/;

/** `a = b = value` gives the value to each of the names. */
function lowerAssigned(lowering: Lowering, first: number, last: number): void {
  const { tree } = lowering;
  const lefts = [first];
  let right = last;
  while (tree.kind[right] === KIND.assignment) {
    lefts.push(childOf(tree, right, FIELD.left));
    right = childOf(tree, right, FIELD.right);
  }
  if (right < 0) return;
  if (lefts.length === 1) {
    assignExpression(lowering, first, right);
    return;
  }
  const value = lowering.expression(lowering, right);
  for (const left of lefts) assignTo(lowering, left, value);
}

function lowerAugmented(lowering: Lowering, node: number): void {
  const { tree, builder } = lowering;
  const left = childOf(tree, node, FIELD.left);
  const right = childOf(tree, node, FIELD.right);
  if (left < 0 || right < 0) return;
  const parts = [lowering.expression(lowering, left), lowering.expression(lowering, right)];
  const to = makeValue(lowering, node);
  const operator = textOf(lowering, childOf(tree, node, FIELD.operator));
  const isJoin = operator === '+=';
  const by = operatorMethod(operator, 2);
  builder.step(isJoin ? { is: 'join', parts, to, ...by } : { is: 'compute', from: parts, to, ...by });
  // `list += more` fills the list, whoever else holds it.
  if (isJoin && tree.kind[left] === KIND.identifier) {
    const [target, more] = parts;
    if (target !== undefined && more !== undefined) builder.step({ is: 'copy', from: more, to: target });
  }
  // A number put together of bits: `n |= 1 << at`.
  if (/^[|^]=$/.test(textOf(lowering, childOf(tree, node, FIELD.operator)))) tell(lowering, to);
  assignTo(lowering, left, to);
}

/** `with x as y`: `y` is what `x.__enter__()` gives, which for most is `x`. */
function lowerWithItem(lowering: Lowering, node: number, protocol: string): void {
  const { tree } = lowering;
  const [item] = childrenOf(tree, node);
  if (item === undefined) return;
  const [inner, alias] = tree.kind[item] === KIND.as_pattern ? childrenOf(tree, item) : [item, undefined];
  if (inner === undefined) return;
  const manager = lowering.expression(lowering, inner);
  const entered = callMethod(lowering, manager, protocol, [], item);
  if (alias === undefined) return;
  copy(lowering, manager, entered);
  assignTo(lowering, alias, entered);
}

/** Python 2's `print a, b` and `print >>file, a`. */
function lowerPrint(lowering: Lowering, node: number): void {
  const { tree, builder } = lowering;
  let file: ValueId | undefined;
  const values: ValueId[] = [];
  for (const child of childrenOf(tree, node)) {
    if (tree.kind[child] === KIND.chevron) file = lowering.expression(lowering, child + 1);
    else values.push(lowering.expression(lowering, child));
  }
  if (file !== undefined) {
    callMethod(lowering, file, 'write', values, node);
    return;
  }
  const to = makeValue(lowering, node);
  const callee = undeclared(lowering, 'print', node);
  const given = values.map((value) => ({ value }));
  builder.step({ is: 'call', callee, arguments: given, to, isNew: false, span: spanOf(lowering, node) });
}
