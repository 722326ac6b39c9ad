import type { Node } from 'web-tree-sitter';

/** A variable, with every place where its name means it. */
export interface PythonBinding {
  readonly name: string;
  readonly scope: 'module' | 'class' | 'function' | 'inner';
  readonly uses: Node[];
  readonly isParameter: boolean;
  /** Comes from an import: `module` where a name of the package's own files was bound, else `name`. */
  isImported: boolean;
}

/** All names of one module, by what they mean. */
export interface PythonNames {
  readonly bindings: readonly PythonBinding[];
  /** `object.name`, with the variable that `object` is, if it is one. */
  readonly attributes: readonly { readonly node: Node; readonly object: PythonBinding | undefined }[];
  readonly imports: readonly PythonImport[];
  /** Names of arguments given by name. */
  readonly keywords: readonly Node[];
  readonly strings: readonly Node[];
}

/** One name of an import. `module`: dots and name as written; `name` absent for `import module`. */
export interface PythonImport {
  readonly module: Node;
  readonly name: Node | undefined;
  readonly alias: Node | undefined;
  readonly binding: PythonBinding | undefined;
}

interface Scope {
  readonly kind: PythonBinding['scope'];
  readonly parent: Scope | undefined;
  readonly names: Map<string, PythonBinding>;
}

const FUNCTIONS = new Set(['function_definition', 'lambda']);
const COMPREHENSIONS = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

/** Finds what every name of a module means. */
export function bindPython(root: Node): PythonNames {
  const bindings: PythonBinding[] = [];
  const attributes: PythonNames['attributes'][number][] = [];
  const imports: PythonImport[] = [];
  const keywords: Node[] = [];
  const strings: Node[] = [];

  const open = (kind: Scope['kind'], parent: Scope | undefined): Scope => ({ kind, parent, names: new Map() });
  const declare = (scope: Scope, name: string, isParameter = false): void => {
    if (scope.names.has(name)) return;
    const binding: PythonBinding = { name, scope: scope.kind, uses: [], isParameter, isImported: false };
    scope.names.set(name, binding);
    bindings.push(binding);
  };
  /** A class's names are seen in its own body only, not in the functions within. */
  const lookup = (scope: Scope, name: string): PythonBinding | undefined => {
    const own = scope.names.get(name);
    if (own !== undefined) return own;
    let outer = scope.parent;
    while (outer?.kind === 'class') outer = outer.parent;
    return outer === undefined ? undefined : lookup(outer, name);
  };

  /** Declares what the statements under a node assign, without entering functions, classes and comprehensions. */
  function hoist(node: Node, scope: Scope, elsewhere: ReadonlySet<string>): void {
    const own = (name: Node | null): void => {
      if (name !== null && !elsewhere.has(name.text)) declare(scope, name.text);
    };
    switch (node.type) {
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
        targets(node.childForFieldName('left')).forEach(own);
        break;
      case 'named_expression':
        own(node.childForFieldName('name'));
        break;
      case 'as_pattern_target':
        node.namedChildren.forEach((child) => targets(child).forEach(own));
        break;
      case 'function_definition':
      case 'class_definition':
        own(node.childForFieldName('name'));
        return;
      case 'import_statement':
      case 'import_from_statement':
        importedNames(node).forEach(({ name, alias }) => own(alias ?? name?.namedChild(0) ?? name ?? null));
        return;
      case 'lambda':
        return;
      default:
    }
    if (COMPREHENSIONS.has(node.type)) return;
    for (const child of node.namedChildren) hoist(child, scope, elsewhere);
  }
  const enter = (scope: Scope, body: Node): void => hoist(body, scope, declaredElsewhere(body));

  function visitFunction(node: Node, scope: Scope): void {
    const own = open('function', scope);
    const parameters = node.childForFieldName('parameters');
    const body = node.childForFieldName('body');
    if (parameters !== null) {
      for (const parameter of parameters.namedChildren) {
        const name = parameterName(parameter);
        if (name !== undefined) {
          declare(own, name.text, true);
          own.names.get(name.text)?.uses.push(name);
        }
        // Defaults and annotations are read outside.
        for (const field of ['value', 'type']) {
          const part = parameter.childForFieldName(field);
          if (part !== null) visit(part, scope);
        }
      }
    }
    const result = node.childForFieldName('return_type');
    if (result !== null) visit(result, scope);
    if (body === null) return;
    enter(own, body);
    visit(body, own);
  }

  function visitComprehension(node: Node, scope: Scope): void {
    const own = open('inner', scope);
    for (const clause of node.namedChildren) {
      if (clause.type === 'for_in_clause')
        targets(clause.childForFieldName('left')).forEach((name) => declare(own, name.text));
    }
    for (const child of node.namedChildren) visit(child, own);
  }

  function visitImport(node: Node, scope: Scope): void {
    const from = node.childForFieldName('module_name');
    for (const { name, alias } of importedNames(node)) {
      const bound = alias ?? (from === null ? name?.namedChild(0) : name);
      const binding = bound === null || bound === undefined ? undefined : lookup(scope, bound.text);
      if (binding !== undefined) binding.isImported = true;
      if (name === undefined) continue;
      imports.push({ module: from ?? name, name: from === null ? undefined : name, alias, binding });
    }
  }

  function visit(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'identifier':
        lookup(scope, node.text)?.uses.push(node);
        return;
      case 'string_content':
        strings.push(node);
        return;
      case 'attribute': {
        const object = node.childForFieldName('object');
        const name = node.childForFieldName('attribute');
        if (object === null || name === null) return;
        visit(object, scope);
        attributes.push({ node: name, object: object.type === 'identifier' ? lookup(scope, object.text) : undefined });
        return;
      }
      case 'keyword_argument': {
        const name = node.childForFieldName('name');
        const value = node.childForFieldName('value');
        if (name !== null) keywords.push(name);
        if (value !== null) visit(value, scope);
        return;
      }
      case 'import_statement':
      case 'import_from_statement':
        return visitImport(node, scope);
      case 'future_import_statement':
        return;
      case 'class_definition': {
        const own = open('class', scope);
        const body = node.childForFieldName('body');
        for (const child of node.namedChildren) {
          if (child.id !== body?.id) visit(child, scope);
        }
        if (body === null) return;
        enter(own, body);
        visit(body, own);
        return;
      }
      default:
    }
    if (FUNCTIONS.has(node.type)) {
      const name = node.childForFieldName('name');
      if (name !== null) visit(name, scope);
      visitFunction(node, scope);
    } else if (COMPREHENSIONS.has(node.type)) visitComprehension(node, scope);
    else for (const child of node.namedChildren) visit(child, scope);
  }

  const top = open('module', undefined);
  enter(top, root);
  visit(root, top);
  return { bindings, attributes, imports, keywords, strings };
}

/** The names that a target assigns; members and items of objects are no names. */
function targets(node: Node | null): Node[] {
  switch (node?.type) {
    case 'identifier':
      return [node];
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'list_splat_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list':
      return node.namedChildren.flatMap(targets);
    case undefined:
    default:
      return [];
  }
}

/** Names that `global` and `nonlocal` say belong elsewhere; what functions within say is theirs. */
function declaredElsewhere(body: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (node: Node): void => {
    if (/^(global|nonlocal)_statement$/.test(node.type)) node.namedChildren.forEach((name) => names.add(name.text));
    else if (!/^(function|class)_definition$/.test(node.type)) node.namedChildren.forEach(look);
  };
  look(body);
  return names;
}

function parameterName(parameter: Node): Node | undefined {
  if (parameter.type === 'identifier') return parameter;
  const name =
    parameter.childForFieldName('name') ?? parameter.namedChildren.find((child) => child.type === 'identifier');
  const splat = parameter.namedChildren.find((child) => child.type.endsWith('splat_pattern'));
  return name ?? (splat === undefined ? undefined : parameterName(splat));
}

function importedNames(node: Node): { name: Node | undefined; alias: Node | undefined }[] {
  return node
    .childrenForFieldName('name')
    .map((one) =>
      one.type === 'aliased_import'
        ? { name: one.childForFieldName('name') ?? undefined, alias: one.childForFieldName('alias') ?? undefined }
        : { name: one, alias: undefined },
    );
}
