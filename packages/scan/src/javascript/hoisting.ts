import type { BindingPattern, Directive, Statement } from 'oxc-parser';
import type { Located, Lowering } from './lowering.ts';

/**
 * Declares what a function's body declares for all of it: every `var`, and the functions of its blocks.
 * `since` is the function's first value: a parameter of the same name is the same variable.
 */
export function hoistVariables(low: Lowering, body: readonly (Directive | Statement)[], since: number): void {
  for (const statement of body) hoistStatement(low, statement, since, false);
}

function hoistStatement(low: Lowering, node: Statement | null, since: number, inBlock: boolean): void {
  let at: Statement | null = node;
  while (at !== null) {
    switch (at.type) {
      case 'VariableDeclaration':
        if (at.kind === 'var' && at.declare !== true)
          for (const one of at.declarations) declarePattern(low, one.id, since);
        return;
      case 'FunctionDeclaration':
        // Outside strict mode a function of a block is a `var` of the function too, unless that name is taken.
        if (inBlock && at.id !== null) low.declare(at.id.name, at.id, since);
        return;
      case 'ExportNamedDeclaration':
        at = at.declaration;
        continue;
      case 'IfStatement':
        hoistStatement(low, at.consequent, since, true);
        at = at.alternate;
        inBlock = true;
        continue;
      case 'ForStatement':
        if (at.init?.type === 'VariableDeclaration') hoistStatement(low, at.init, since, true);
        at = at.body;
        inBlock = true;
        continue;
      case 'ForInStatement':
      case 'ForOfStatement':
        if (at.left.type === 'VariableDeclaration') hoistStatement(low, at.left, since, true);
        at = at.body;
        inBlock = true;
        continue;
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
      case 'WithStatement':
        at = at.body;
        inBlock = true;
        continue;
      case 'BlockStatement':
        for (const inner of at.body) hoistStatement(low, inner, since, true);
        return;
      case 'SwitchStatement':
        for (const one of at.cases) for (const inner of one.consequent) hoistStatement(low, inner, since, true);
        return;
      case 'TryStatement':
        hoistStatement(low, at.block, since, true);
        if (at.handler !== null) hoistStatement(low, at.handler.body, since, true);
        at = at.finalizer;
        inBlock = true;
        continue;
      default:
        return;
    }
  }
}

/**
 * Declares what a list of statements declares for its block: `let`, `const`, `class`, functions, imports.
 * `since` is the block's first value: a function declared twice is one variable.
 */
export function hoistBlock(low: Lowering, body: readonly (Directive | Statement)[], since: number): void {
  for (const statement of body) hoistLexical(low, statement, since);
}

function hoistLexical(low: Lowering, node: Statement, since: number): void {
  switch (node.type) {
    case 'VariableDeclaration':
      if (node.kind !== 'var' && node.declare !== true)
        for (const one of node.declarations) declarePattern(low, one.id, since);
      return;
    case 'FunctionDeclaration':
      // In a block it is the `var` of that name as well; where that is another variable, both become one.
      if (node.id !== null && node.declare !== true) low.declare(node.id.name, node.id, low.frame.since);
      return;
    case 'ClassDeclaration':
      if (node.id !== null && node.declare !== true) low.declare(node.id.name, node.id, since);
      return;
    case 'TSEnumDeclaration':
    case 'TSImportEqualsDeclaration':
      if (node.type === 'TSImportEqualsDeclaration' ? node.importKind === 'type' : node.declare) return;
      low.declare(node.id.name, node.id, since);
      return;
    case 'TSModuleDeclaration':
      if (!node.declare && node.id.type === 'Identifier' && node.kind !== 'global' && node.body !== null)
        low.declare(node.id.name, node.id, since);
      return;
    case 'ImportDeclaration':
      if (node.importKind === 'type') return;
      for (const one of node.specifiers)
        if (one.type !== 'ImportSpecifier' || one.importKind !== 'type') low.declare(one.local.name, one.local, since);
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration !== null) hoistLexical(low, node.declaration, since);
      return;
    case 'ExportDefaultDeclaration':
      if (
        (node.declaration.type === 'FunctionDeclaration' || node.declaration.type === 'ClassDeclaration') &&
        node.declaration.id !== null
      )
        low.declare(node.declaration.id.name, node.declaration.id, since);
      return;
    case 'LabeledStatement':
      hoistLexical(low, node.body, since);
      return;
    default:
      return;
  }
}

/** Declares every variable of a pattern. */
export function declarePattern(low: Lowering, pattern: BindingPattern, since: number): void {
  switch (pattern.type) {
    case 'Identifier':
      low.declare(pattern.name, pattern as Located, since);
      return;
    case 'AssignmentPattern':
      declarePattern(low, pattern.left, since);
      return;
    case 'ObjectPattern':
      for (const one of pattern.properties)
        declarePattern(low, one.type === 'RestElement' ? one.argument : one.value, since);
      return;
    case 'ArrayPattern':
      for (const one of pattern.elements)
        if (one !== null) declarePattern(low, one.type === 'RestElement' ? one.argument : one, since);
      return;
    default:
      return pattern satisfies never;
  }
}
