import { parseSync } from 'oxc-parser';

/** A node of the syntax tree (ESTree); its members are looked at by name. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** Where a variable's name stands. `shorthand`: `{ name }`, where it is a key too. */
export interface Use {
  readonly start: number;
  readonly end: number;
  readonly form: 'plain' | 'shorthand';
}

/** A variable: its name and every place where that name means it. */
export interface Binding {
  readonly name: string;
  readonly uses: Use[];
  /** `export const name`, where the name is what importers see too. */
  isExported: boolean;
}

/** A name that is no variable: a member, a key, a private member with its `#`. */
export interface MemberName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** `a as b` of an import or export, or `a` alone for both. */
export interface Specifier {
  readonly start: number;
  readonly end: number;
  readonly kind: 'import' | 'export' | 'reexport';
  /** What the other side, or the variable here, is called; and what comes of it. */
  readonly from: string;
  readonly to: string;
  /** The variable of this module, for `import` and `export`. */
  readonly binding: Binding | undefined;
}

/** All names of one module, by what they mean. */
export interface ModuleNames {
  readonly program: Node;
  readonly bindings: readonly Binding[];
  readonly members: readonly MemberName[];
  readonly specifiers: readonly Specifier[];
  readonly strings: readonly Node[];
  /** Names that no scope declares. */
  readonly globals: ReadonlySet<string>;
}

interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, Binding>;
}

/** Finds what every name of a module means. Throws on a syntax error. */
export function bindJavaScript(file: string, text: string): ModuleNames {
  const parsed = parseSync(file, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
  const program = parsed.program as unknown as Node;
  const bindings: Binding[] = [];
  const members: MemberName[] = [];
  const specifiers: Specifier[] = [];
  const strings: Node[] = [];
  const globals = new Set<string>();

  const open = (parent: Scope | undefined): Scope => ({ parent, names: new Map() });
  const declare = (scope: Scope, name: string): void => {
    if (scope.names.has(name)) return;
    const binding: Binding = { name, uses: [], isExported: false };
    scope.names.set(name, binding);
    bindings.push(binding);
  };
  const lookup = (scope: Scope | undefined, name: string): Binding | undefined =>
    scope === undefined ? undefined : (scope.names.get(name) ?? lookup(scope.parent, name));
  const use = (scope: Scope, node: Node, form: Use['form'] = 'plain'): Binding | undefined => {
    const binding = lookup(scope, String(node['name']));
    if (binding === undefined) globals.add(String(node['name']));
    binding?.uses.push({ start: node.start, end: node.end, form });
    return binding;
  };

  /** `var` belongs to the function, however deep it stands. */
  function declareVars(scope: Scope, node: Node): void {
    if (node.type === 'VariableDeclaration' && node['kind'] === 'var') declareAll(scope, declaredNames(node));
    for (const child of children(node)) if (!isFunction(child)) declareVars(scope, child);
  }
  const declareAll = (scope: Scope, names: readonly string[]): void => names.forEach((name) => declare(scope, name));

  function visitFunction(node: Node, scope: Scope): void {
    const named = node.type === 'FunctionExpression' && node['id'] !== null ? open(scope) : scope;
    const id = node['id'] as Node | null | undefined;
    if (id) {
      if (named !== scope) declare(named, String(id['name']));
      use(named, id);
    }
    const own = open(named);
    const parameters = node['params'] as Node | readonly Node[];
    const body = node['body'] as Node;
    for (const parameter of parametersOf(parameters)) declareAll(own, patternNames(parameter));
    declareVars(own, body);
    if (body.type === 'BlockStatement' || body.type === 'FunctionBody')
      declareAll(own, list(body['body']).flatMap(declaredNames));
    for (const parameter of parametersOf(parameters)) visit(parameter, own);
    if (body.type === 'BlockStatement' || body.type === 'FunctionBody')
      list(body['body']).forEach((one) => visit(one, own));
    else visit(body, own);
  }
  function visitKey(node: Node, scope: Scope): void {
    const key = node['key'] as Node;
    if (node['computed'] === true) visit(key, scope);
    else if (key.type === 'PrivateIdentifier')
      members.push({ name: `#${String(key['name'])}`, start: key.start, end: key.end });
    else if (key.type === 'Identifier') members.push({ name: String(key['name']), start: key.start, end: key.end });
    else visit(key, scope);
  }
  function visitProperty(node: Node, scope: Scope): void {
    const value = node['value'] as Node;
    if (node['shorthand'] !== true) {
      visitKey(node, scope);
      visit(value, scope);
      return;
    }
    const variable = (value.type === 'AssignmentPattern' ? value['left'] : value) as Node;
    use(scope, variable, 'shorthand');
    if (value.type === 'AssignmentPattern') visit(value['right'] as Node, scope);
  }
  function visitClass(node: Node, scope: Scope): void {
    const id = node['id'] as Node | null;
    const own = id !== null && node.type === 'ClassExpression' ? open(scope) : scope;
    if (id !== null) {
      if (own !== scope) declare(own, String(id['name']));
      use(own, id);
    }
    if (node['superClass'] !== null) visit(node['superClass'] as Node, own);
    visit(node['body'] as Node, own);
  }
  function visitSpecifier(node: Node, scope: Scope, kind: Specifier['kind']): void {
    const [from, to] = kind === 'import' ? [node['imported'], node['local']] : [node['local'], node['exported']];
    const local = (kind === 'import' ? to : from) as Node;
    specifiers.push({
      start: node.start,
      end: node.end,
      kind,
      from: nameOf(from as Node),
      to: nameOf(to as Node),
      binding: kind === 'reexport' ? undefined : lookup(scope, nameOf(local)),
    });
  }

  function visit(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        use(scope, node);
        return;
      case 'Literal':
        if (typeof node['value'] === 'string') strings.push(node);
        return;
      case 'TemplateElement':
        strings.push(node);
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return visitFunction(node, scope);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return visitClass(node, scope);
      case 'MemberExpression': {
        visit(node['object'] as Node, scope);
        const property = node['property'] as Node;
        if (node['computed'] === true) visit(property, scope);
        else {
          const hash = property.type === 'PrivateIdentifier' ? '#' : '';
          members.push({ name: hash + String(property['name']), start: property.start, end: property.end });
        }
        return;
      }
      case 'PrivateIdentifier':
        members.push({ name: `#${String(node['name'])}`, start: node.start, end: node.end });
        return;
      case 'Property':
        return visitProperty(node, scope);
      case 'MethodDefinition':
      case 'PropertyDefinition':
        visitKey(node, scope);
        if (node['value'] !== null) visit(node['value'] as Node, scope);
        return;
      case 'ImportDeclaration':
        for (const one of list(node['specifiers'])) {
          if (one.type === 'ImportSpecifier') visitSpecifier(one, scope, 'import');
          else use(scope, one['local'] as Node);
        }
        strings.push(node['source'] as Node);
        return;
      case 'ExportNamedDeclaration': {
        const declaration = node['declaration'] as Node | null;
        const kind = node['source'] === null ? 'export' : 'reexport';
        if (declaration !== null) {
          for (const name of declaredNames(declaration)) {
            const binding = lookup(scope, name);
            if (binding !== undefined) binding.isExported = true;
          }
          visit(declaration, scope);
        }
        for (const one of list(node['specifiers'])) visitSpecifier(one, scope, kind);
        if (node['source'] !== null) strings.push(node['source'] as Node);
        return;
      }
      case 'LabeledStatement':
        return visit(node['body'] as Node, scope);
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return;
      case 'BlockStatement':
      case 'StaticBlock':
      case 'SwitchStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'CatchClause': {
        const own = open(scope);
        declareAll(own, blockOf(node).flatMap(declaredNames));
        if (node.type === 'CatchClause') declareAll(own, patternNames(node['param'] as Node | null));
        for (const child of children(node)) visit(child, own);
        return;
      }
      default:
        for (const child of children(node)) visit(child, scope);
    }
  }

  const top = open(undefined);
  declareVars(top, program);
  declareAll(top, list(program['body']).flatMap(declaredNames));
  for (const statement of list(program['body'])) visit(statement, top);
  return { program, bindings, members, specifiers, strings, globals };
}

/** The variables of a pattern. */
function patternNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [String(pattern['name'])];
    case 'ObjectPattern':
      return list(pattern['properties']).flatMap((one) => patternNames((one['value'] ?? one['argument']) as Node));
    case 'ArrayPattern':
      return (pattern['elements'] as (Node | null)[]).flatMap(patternNames);
    case 'AssignmentPattern':
      return patternNames(pattern['left'] as Node);
    case 'RestElement':
      return patternNames(pattern['argument'] as Node);
    case undefined:
    default:
      return [];
  }
}
/** What a statement declares in the block that it stands in. */
function declaredNames(statement: Node): string[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return isNode(statement['declaration']) ? declaredNames(statement['declaration']) : [];
    case 'VariableDeclaration':
      return list(statement['declarations']).flatMap((one) => patternNames(one['id'] as Node));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return patternNames(statement['id'] as Node | null);
    case 'ImportDeclaration':
      return list(statement['specifiers']).flatMap((one) => patternNames(one['local'] as Node));
    default:
      return [];
  }
}

function isFunction(node: Node): boolean {
  return /Function(Declaration|Expression)$/.test(node.type);
}
function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
/** In the order of the text. */
export function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (isNode(value) ? [value] : list(value)));
}
function parametersOf(parameters: Node | readonly Node[]): readonly Node[] {
  return isNode(parameters) ? list(parameters['items']) : (parameters as readonly Node[]);
}
function nameOf(node: Node): string {
  return String(node['name'] ?? node['value']);
}
/** The statements, or the declaration in a loop's head, whose names belong to a node's own scope. */
function blockOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'SwitchStatement':
      return list(node['cases']).flatMap((one) => list(one['consequent']));
    case 'ForStatement':
      return isNode(node['init']) ? [node['init']] : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node['left'] as Node];
    default:
      return list(node['body']);
  }
}
