import type {
  BindingPattern,
  Class,
  Directive,
  Function as FunctionNode,
  ImportDeclaration,
  ModuleExportName,
  Statement,
} from 'oxc-parser';
import type { ValueId } from '../ir/moduleIr.ts';
import { assignPattern } from './assignment.ts';
import type { Lowering } from './lowering.ts';
import { functionValue, named } from './named.ts';

export function lowerImport(low: Lowering, node: ImportDeclaration): void {
  if (node.importKind === 'type') return;
  const from = low.import(node.source.value, node);
  for (const one of node.specifiers) {
    if (one.type === 'ImportNamespaceSpecifier') {
      assignPattern(low, one.local, from);
      continue;
    }
    if (one.type === 'ImportSpecifier' && one.importKind === 'type') continue;
    const key = one.type === 'ImportSpecifier' ? nameOf(one.imported) : 'default';
    low.loadInto(from, key, low.name(one.local.name, one.local), one);
  }
}

type Export = Extract<
  Statement,
  { type: 'ExportNamedDeclaration' | 'ExportDefaultDeclaration' | 'ExportAllDeclaration' | 'TSExportAssignment' }
>;

/** `lowerDeclaration` lowers what stands behind `export`. */
export function lowerExport(
  low: Lowering,
  node: Export,
  lowerDeclaration: (low: Lowering, node: Directive | Statement) => void,
): void {
  switch (node.type) {
    case 'TSExportAssignment':
      low.copy(low.walk.expression(low, node.expression), low.exports);
      return;
    case 'ExportAllDeclaration': {
      if (node.exportKind === 'type') return;
      const from = low.import(node.source.value, node);
      if (node.exported === null) low.copy(from, low.exporting);
      else low.store(low.exporting, nameOf(node.exported), from);
      return;
    }
    case 'ExportDefaultDeclaration':
      lowerDefault(low, node, lowerDeclaration);
      return;
    case 'ExportNamedDeclaration': {
      if (node.exportKind === 'type') return;
      if (node.declaration !== null) {
        lowerDeclaration(low, node.declaration);
        for (const name of declaredNames(node.declaration)) {
          const value = low.bound(name);
          if (value !== undefined) low.store(low.exporting, name, value);
        }
        return;
      }
      const from = node.source === null ? undefined : low.import(node.source.value, node);
      for (const one of node.specifiers) {
        if (one.exportKind === 'type') continue;
        const value =
          from === undefined ? low.name(nameOf(one.local), one.local) : low.load(from, nameOf(one.local), one);
        low.store(low.exporting, nameOf(one.exported), value);
      }
      return;
    }
    default:
      node satisfies never;
  }
}

function lowerDefault(
  low: Lowering,
  node: Extract<Export, { type: 'ExportDefaultDeclaration' }>,
  lowerDeclaration: (low: Lowering, node: Directive | Statement) => void,
): void {
  const { declaration } = node;
  let value: ValueId;
  switch (declaration.type) {
    case 'TSInterfaceDeclaration':
    case 'TSDeclareFunction':
      return;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      if (declaration.id === null) {
        value = isClass(declaration)
          ? low.walk.class(low, declaration, 'default')
          : functionValue(low, declaration, 'default');
      } else {
        lowerDeclaration(low, declaration);
        value = low.name(declaration.id.name, declaration.id);
      }
      break;
    default:
      value = named(low, declaration, 'default');
  }
  low.store(low.exports, 'default', value);
}

function nameOf(name: ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name;
}

function declaredNames(node: Statement): string[] {
  switch (node.type) {
    case 'VariableDeclaration': {
      const names: string[] = [];
      for (const one of node.declarations) patternNames(one.id, names);
      return names;
    }
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id === null ? [] : [node.id.name];
    case 'TSEnumDeclaration':
    case 'TSImportEqualsDeclaration':
      return [node.id.name];
    case 'TSModuleDeclaration':
      return node.id.type === 'Identifier' ? [node.id.name] : [];
    default:
      return [];
  }
}

function patternNames(pattern: BindingPattern, names: string[]): void {
  switch (pattern.type) {
    case 'Identifier':
      names.push(pattern.name);
      return;
    case 'AssignmentPattern':
      patternNames(pattern.left, names);
      return;
    case 'ObjectPattern':
      for (const one of pattern.properties) patternNames(one.type === 'RestElement' ? one.argument : one.value, names);
      return;
    case 'ArrayPattern':
      for (const one of pattern.elements)
        if (one !== null) patternNames(one.type === 'RestElement' ? one.argument : one, names);
      return;
    default:
      pattern satisfies never;
  }
}

function isClass(node: Class | FunctionNode): node is Class {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}
