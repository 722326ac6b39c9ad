import type { Directive, Expression, Function as FunctionNode, Statement, VariableDeclaration } from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { absenceIn, withAbsence } from './absence.ts';
import { alias, assignPattern, nameOf } from './assignment.ts';
import { declarePattern, hoistBlock } from './hoisting.ts';
import { DEEPEST, type Located, type Lowering } from './lowering.ts';
import { lowerExport, lowerImport } from './module.ts';
import { isModuleWrapper } from './moduleCall.ts';
import { functionValue, named } from './named.ts';
import { lettersOfSwitch, lowerTest, telling, tellingNothing } from './spelled.ts';
import { lowerEnum, lowerImportEquals, lowerNamespace } from './typescript.ts';

/** Lowers statements whose names are declared already. */
export function lowerStatements(low: Lowering, body: readonly (Directive | Statement)[]): void {
  for (const statement of body) lowerStatement(low, statement);
}

export function lowerStatement(low: Lowering, node: Directive | Statement): void {
  if (low.depth > DEEPEST) {
    low.unread(node, 'nested too deep');
    return;
  }
  low.depth++;
  lowerKind(low, node);
  low.depth--;
}

function lowerKind(low: Lowering, node: Directive | Statement): void {
  switch (node.type) {
    case 'ExpressionStatement':
      if (typeof node.directive !== 'string') low.walk.expression(low, node.expression);
      return;
    case 'VariableDeclaration':
      if (node.declare !== true) lowerVariables(low, node);
      return;
    case 'FunctionDeclaration':
      if (node.declare !== true) lowerFunctionDeclaration(low, node);
      return;
    case 'ClassDeclaration': {
      if (node.declare === true) return;
      const made = low.walk.class(low, node, node.id?.name ?? '');
      if (node.id !== null) assignPattern(low, node.id, made);
      return;
    }
    case 'ReturnStatement':
      if (node.argument !== null) low.copy(low.walk.expression(low, node.argument), low.frame.result);
      return;
    case 'IfStatement':
      lowerIf(low, node);
      return;
    case 'BlockStatement':
      lowerBlock(low, node.body);
      return;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      lowerFor(low, node);
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
      low.frame.loops++;
      low.walk.expression(low, node.test);
      lowerStatement(low, node.body);
      low.frame.loops--;
      return;
    case 'LabeledStatement':
      lowerStatement(low, node.body);
      return;
    case 'WithStatement':
      low.withs.push(low.walk.expression(low, node.object));
      lowerStatement(low, node.body);
      low.withs.pop();
      return;
    case 'SwitchStatement': {
      const letters = lettersOfSwitch(low, low.walk.expression(low, node.discriminant), node);
      const scope = low.enter();
      const since = low.mark;
      for (const one of node.cases) hoistBlock(low, one.consequent, since);
      for (const one of node.cases) {
        if (one.test !== null) low.walk.expression(low, one.test);
        telling(low, letters, () => lowerStatements(low, one.consequent));
      }
      low.leave(scope);
      return;
    }
    case 'ThrowStatement':
      tellingNothing(low, () => low.copy(low.walk.expression(low, node.argument), low.thrown));
      return;
    case 'TryStatement':
      lowerTry(low, node);
      return;
    case 'ImportDeclaration':
      lowerImport(low, node);
      return;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
    case 'TSExportAssignment':
      lowerExport(low, node, lowerStatement);
      return;
    case 'TSEnumDeclaration':
      lowerEnum(low, node);
      return;
    case 'TSModuleDeclaration':
      lowerNamespace(low, node);
      return;
    case 'TSImportEqualsDeclaration':
      lowerImportEquals(low, node);
      return;
    default:
      // Empty statements, jumps, and what only types have.
      return;
  }
}

function lowerBlock(low: Lowering, body: readonly Statement[]): void {
  const scope = low.enter();
  hoistBlock(low, body, low.mark);
  lowerStatements(low, body);
  low.leave(scope);
}

function lowerVariables(low: Lowering, node: VariableDeclaration): void {
  for (const one of node.declarations) {
    if (one.init === null) continue;
    const value = named(low, one.init, nameOf(one.id));
    assignPattern(low, one.id, value);
    if (one.id.type === 'Identifier' && isModuleWrapper(low, one.init)) {
      low.wrappers.add(value);
      alias(low, value, low.name(one.id.name, one.id));
    }
  }
}

function lowerFunctionDeclaration(low: Lowering, node: FunctionNode): void {
  if (node.body === null) return;
  const made = functionValue(low, node, node.id?.name ?? '');
  if (node.id !== null) assignPattern(low, node.id, made);
}

/** `else if` chains are walked in a loop: generated code has thousands. */
function lowerIf(low: Lowering, node: Extract<Statement, { type: 'IfStatement' }>): void {
  let at: Statement | null = node;
  const letters: ValueId[] = [];
  while (at?.type === 'IfStatement') {
    const { consequent, test }: Extract<Statement, { type: 'IfStatement' }> = at;
    letters.push(...lowerTest(low, test)[1]);
    const absence = absenceIn(test);
    const isThere = absence?.isThere ?? false;
    withAbsence(low, isThere ? undefined : absence, () => telling(low, letters, () => lowerInner(low, consequent)));
    at = at.alternate;
    const last = at;
    if (last === null || last.type === 'IfStatement') continue;
    withAbsence(low, isThere ? absence : undefined, () => telling(low, letters, () => lowerInner(low, last)));
  }
}

/** A function declared right under `if` has a scope of its own. */
function lowerInner(low: Lowering, node: Statement): void {
  if (node.type === 'FunctionDeclaration') lowerBlock(low, [node]);
  else lowerStatement(low, node);
}

type Loop = Extract<Statement, { type: 'ForStatement' | 'ForInStatement' | 'ForOfStatement' }>;

function lowerFor(low: Lowering, node: Loop): void {
  const scope = low.enter();
  low.frame.loops++;
  const head = node.type === 'ForStatement' ? node.init : node.left;
  if (head?.type === 'VariableDeclaration' && head.kind !== 'var')
    for (const one of head.declarations) declarePattern(low, one.id, low.mark);
  if (node.type === 'ForStatement') {
    if (head?.type === 'VariableDeclaration') lowerVariables(low, head);
    else if (head !== null) low.walk.expression(low, head as Expression);
    if (node.test !== null) low.walk.expression(low, node.test);
    if (node.update !== null) low.walk.expression(low, node.update);
  } else {
    const right = low.walk.expression(low, node.right);
    const from = node.type === 'ForOfStatement' && node.await ? low.awaited(right) : right;
    if (node.left.type !== 'VariableDeclaration') assignPattern(low, node.left, eachOf(low, node, from, node.left));
    else
      for (const one of node.left.declarations) {
        if (one.init !== null) assignPattern(low, one.id, low.walk.expression(low, one.init));
        assignPattern(low, one.id, eachOf(low, node, from, one));
      }
  }
  lowerStatement(low, node.body);
  low.frame.loops--;
  low.leave(scope);
}

/** `of` goes through elements, `in` through names. */
function eachOf(low: Lowering, node: Loop, from: ValueId, at: Located): ValueId {
  if (node.type !== 'ForInStatement') return low.load(from, '*', at);
  const name = low.expression(at.start, at.end);
  low.table.compute([from], name);
  return name;
}

function lowerTry(low: Lowering, node: Extract<Statement, { type: 'TryStatement' }>): void {
  const { handler } = node;
  const { frame } = low;
  const around = frame.caught;
  const caught = handler === null ? undefined : low.expression(handler.start, handler.end);
  if (caught !== undefined) frame.caught = caught;
  const from = low.table.length;
  lowerStatement(low, node.block);
  frame.caught = around;
  if (caught !== undefined) low.builder.catches({ function: frame.index, from, to: low.table.length, value: caught });
  if (handler !== null && caught !== undefined) {
    const scope = low.enter();
    if (handler.param !== null) {
      declarePattern(low, handler.param, low.mark);
      assignPattern(low, handler.param, caught);
    }
    lowerStatement(low, handler.body);
    low.leave(scope);
  }
  if (node.finalizer !== null) lowerStatement(low, node.finalizer);
}
