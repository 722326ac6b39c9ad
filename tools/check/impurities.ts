import ts from 'typescript';
import { DETERMINISTIC, IMPURE_GLOBALS, IMPURE_MEMBERS, PURE_IMPORTS } from './house.ts';

/** A place where a file touches what pure code may not. Lines and columns count from 1. */
export interface Impurity {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

/**
 * Finds by syntax alone what reaches the clock, randomness, the environment, disk, network
 * or timers. It errs on the strict side: the name of a banned global may not be reused for
 * something else, and `Date`, `Math` and `Temporal` may only be used in ways that can be
 * read off the page, never passed on under another name.
 */
export function impurities(source: ts.SourceFile): Impurity[] {
  const found: Impurity[] = [];
  const report = (node: ts.Node, what: string): void => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ line: line + 1, column: character + 1, what });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isImportDeclaration(node)) return checkImport(node, report);
    if (ts.isExportDeclaration(node)) return checkFrom(node.moduleSpecifier, report);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      report(node, 'imports at run time, where no check sees it');
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      report(node, 'reads import.meta: its own place on the disk');
    if (ts.isIdentifier(node) && isValue(node)) checkIdentifier(node, report);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

type Report = (node: ts.Node, what: string) => void;

function checkImport(node: ts.ImportDeclaration, report: Report): void {
  checkFrom(node.moduleSpecifier, report);
  const clause = node.importClause;
  const module = textOf(node.moduleSpecifier) ?? '';
  const deterministic = DETERMINISTIC[module];
  if (deterministic === undefined || clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || (bindings !== undefined && ts.isNamespaceImport(bindings))) {
    report(node, `imports all of ${module}; name what is needed`);
    return;
  }
  for (const element of bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : []) {
    const name = (element.propertyName ?? element.name).text;
    if (!element.isTypeOnly && !deterministic.includes(name))
      report(element, `imports ${name} of ${module}, which is not in the list of deterministic ones`);
  }
}

function checkFrom(specifier: ts.Expression | undefined, report: Report): void {
  const name = textOf(specifier);
  if (
    specifier === undefined ||
    name === undefined ||
    name.startsWith('.') ||
    name in DETERMINISTIC ||
    name === '@portcullis/model'
  )
    return;
  if (name.startsWith('@portcullis/model/')) return;
  const allowed = PURE_IMPORTS.some((one) => (one.endsWith('/*') ? name.startsWith(one.slice(0, -1)) : name === one));
  if (!allowed) report(specifier, `imports ${name}`);
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** Whether an identifier is the name of a value here, not of a member, a label or a property. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.name !== node;
  if (
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isGetAccessor(parent) ||
    ts.isSetAccessor(parent)
  )
    return false;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return !ts.isQualifiedName(parent) && !ts.isImportSpecifier(parent) && !ts.isExportSpecifier(parent);
}

function checkIdentifier(node: ts.Identifier, report: Report): void {
  const global = Object.hasOwn(IMPURE_GLOBALS, node.text) ? IMPURE_GLOBALS[node.text] : undefined;
  if (global !== undefined) {
    report(node, `${node.text}: touches ${global}`);
    return;
  }
  if (node.text === 'Date') {
    if (!isPureDate(node))
      report(node, 'Date: only new Date(value), Date.parse, Date.UTC and instanceof Date do not read the clock');
    return;
  }
  const banned = IMPURE_MEMBERS.filter(([object]) => object === node.text);
  if (banned.length === 0) return;
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) {
    if (!isDeclared(node))
      report(node, `${node.text}: passed on as a value, so that no check sees what is done with it`);
    return;
  }
  for (const [object, property, what] of banned) {
    if (parent.name.text === property) report(node, `${object}.${property}: touches ${what}`);
  }
}

function isPureDate(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent))
    return (
      parent.expression === node &&
      (parent.arguments?.length ?? 0) > 0 &&
      !parent.arguments?.some((argument) => ts.isSpreadElement(argument))
    );
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'parse' || parent.name.text === 'UTC';
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
    parent.right === node
  );
}

/** Whether this is where a name is introduced, as by an import of a polyfill. */
function isDeclared(node: ts.Identifier): boolean {
  return ts.isImportClause(node.parent) || ts.isNamespaceImport(node.parent);
}
