import type { ClassIr, ValueId } from '../ir/moduleIr.ts';
import type { OpenedFunction } from './openedFunction.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, type PythonTree } from './pythonTree.ts';

/** Where names live. A class's names are seen by its own body only, never by functions inside it. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly parent: Scope | undefined;
  /** Index of the function that the code belongs to; classes and comprehensions have none of their own. */
  readonly function: number;
  readonly names: Map<string, ValueId>;
  /** Names that `global` sends to the module. */
  readonly globals: Set<string>;
  /** What `return` and `yield` give to. */
  readonly result: ValueId;
  /** The list that a generator gives out, once it has yielded. */
  yielded?: ValueId;
  /** The class around the code, seen by `super()` and by explicit calls of a base's method. */
  readonly owner: ClassScope | undefined;
  /** What the method around the code was called on: an object of its class, or the class. */
  readonly receiver: ValueId | undefined;
}

export interface ClassScope {
  readonly value: ValueId;
  readonly instance: ValueId;
  readonly bases: readonly ValueId[];
  readonly name: string;
  readonly members: ClassIr['members'][number][];
  construct: OpenedFunction | undefined;
  /** Its `__new__`. */
  allocate: OpenedFunction | undefined;
}

/** The value that a name means in `scope`, or nothing where no scope declares it. */
export function lookup(scope: Scope, module: Scope, name: string): ValueId | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.kind === 'class' && at !== scope) continue;
    if (at.globals.has(name)) return module.names.get(name);
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a body binds: each name with the node that first does, and what it says of other scopes' names. */
export interface Declared {
  readonly names: Map<string, number>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

/** Reads the names that the nodes from `from` to `to` bind, inner functions, classes and comprehensions left alone. */
export function declarations(tree: PythonTree, from: number, to: number, nameOf: (node: number) => string): Declared {
  const names = new Map<string, number>();
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  const add = (node: number): void => {
    const name = nameOf(node);
    if (!names.has(name)) names.set(name, node);
  };
  let at = from;
  while (at < to) {
    switch (tree.kind[at]) {
      case KIND.function_definition:
      case KIND.class_definition: {
        const name = childOf(tree, at, FIELD.name);
        if (name >= 0) add(name);
        at = tree.next[at] ?? to;
        continue;
      }
      case KIND.lambda:
        at = tree.next[at] ?? to;
        continue;
      case KIND.assignment:
      case KIND.augmented_assignment:
      case KIND.for_statement:
      case KIND.type_alias_statement:
        targets(tree, childOf(tree, at, FIELD.left), add);
        break;
      case KIND.named_expression:
        targets(tree, childOf(tree, at, FIELD.name), add);
        break;
      case KIND.as_pattern:
        asTargets(tree, at, add);
        break;
      case KIND.except_clause:
        targets(tree, exceptAlias(tree, at), add);
        break;
      case KIND.delete_statement:
        if (tree.kind[at + 1] === KIND.identifier) add(at + 1);
        break;
      case KIND.import_statement:
      case KIND.import_from_statement:
        importTargets(tree, at, add);
        break;
      case KIND.case_pattern:
      case KIND.union_pattern:
        if (tree.kind[at + 1] === KIND.dotted_name) capture(tree, at + 1, add);
        break;
      case KIND.keyword_pattern:
        for (let child = tree.next[at + 1] ?? to; child < (tree.next[at] ?? to); child = tree.next[child] ?? to) {
          if (tree.kind[child] === KIND.dotted_name) capture(tree, child, add);
        }
        break;
      case KIND.dict_pattern:
        for (let child = at + 1; child < (tree.next[at] ?? to); child = tree.next[child] ?? to) {
          if (tree.field[child] === FIELD.value && tree.kind[child] === KIND.dotted_name) capture(tree, child, add);
        }
        break;
      case KIND.splat_pattern:
        if (tree.kind[at + 1] === KIND.identifier) add(at + 1);
        break;
      case KIND.global_statement:
      case KIND.nonlocal_statement: {
        const into = tree.kind[at] === KIND.global_statement ? globals : nonlocals;
        for (let child = at + 1; child < (tree.next[at] ?? to); child += 1) {
          if (tree.kind[child] === KIND.identifier) into.add(nameOf(child));
        }
        break;
      }
      default:
    }
    at += 1;
  }
  for (const name of globals) names.delete(name);
  for (const name of nonlocals) names.delete(name);
  return { names, globals, nonlocals };
}

/** Calls `add` for each plain name that an assignment target binds; `a.b` and `a[b]` bind none. */
export function targets(tree: PythonTree, target: number, add: (node: number) => void): void {
  if (target < 0) return;
  const end = tree.next[target] ?? 0;
  for (let at = target; at < end;) {
    const kind = tree.kind[at];
    if (kind === KIND.identifier) add(at);
    at = kind === KIND.attribute || kind === KIND.subscript || kind === KIND.call ? (tree.next[at] ?? end) : at + 1;
  }
}

/** The node of `e` in `except E as e` and in Python 2's `except E, e`, or -1. */
export function exceptAlias(tree: PythonTree, clause: number): number {
  const alias = childOf(tree, clause, FIELD.alias);
  if (alias >= 0) return alias;
  const first = childOf(tree, clause, FIELD.value);
  const second = first < 0 ? -1 : (tree.next[first] ?? -1);
  if (second < 0 || second >= (tree.next[clause] ?? 0) || tree.field[second] !== FIELD.value) return -1;
  // `except A, B:` names two classes since Python 3.14; only a name that begins small is a variable.
  const begins = tree.text[tree.start[second] ?? 0] ?? '';
  return tree.kind[second] === KIND.identifier && /[a-z_]/.test(begins) ? second : -1;
}

function asTargets(tree: PythonTree, node: number, add: (node: number) => void): void {
  const alias = childOf(tree, node, FIELD.alias);
  if (alias >= 0) {
    targets(tree, alias, add);
    return;
  }
  // In a `case`, the alias is the identifier that stands last.
  for (let child = node + 1; child < (tree.next[node] ?? 0); child = tree.next[child] ?? 0) {
    if (tree.kind[child] === KIND.identifier) add(child);
  }
}

/** A dotted name of one part in a `case` captures, unless it is `_`; of several it is a value. */
function capture(tree: PythonTree, dotted: number, add: (node: number) => void): void {
  const isSimple = tree.next[dotted] === dotted + 2 && tree.kind[dotted + 1] === KIND.identifier;
  if (isSimple && tree.text.slice(tree.start[dotted], tree.end[dotted]) !== '_') add(dotted + 1);
}

function importTargets(tree: PythonTree, node: number, add: (node: number) => void): void {
  for (let child = node + 1; child < (tree.next[node] ?? 0); child = tree.next[child] ?? 0) {
    if (tree.field[child] !== FIELD.name) continue;
    const alias = childOf(tree, child, FIELD.alias);
    if (alias >= 0) add(alias);
    // `import a.b` binds `a`; `from m import a` has one part only.
    else if (tree.kind[child + 1] === KIND.identifier) add(child + 1);
  }
}
