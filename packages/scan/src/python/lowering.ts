import type { IrBuilder } from '../ir/irBuilder.ts';
import type { Key, Span, ValueId, ValueIr } from '../ir/moduleIr.ts';
import type { PythonTree } from './pythonTree.ts';
import type { Scope } from './scope.ts';
import type { Spelling } from './spelled.ts';

/** What the parts of the lowering share while one module is walked. */
export interface Lowering {
  readonly tree: PythonTree;
  /** All of the text is ASCII: its names are as they are written. */
  readonly isPlain: boolean;
  /** `globals` is said somewhere: by it a name may come into the module. */
  readonly saysGlobals: boolean;
  readonly builder: IrBuilder;
  readonly moduleScope: Scope;
  readonly exports: ValueId;
  /** Modules imported with `*`: a name that nothing declares may come from them. */
  readonly stars: ValueId[];
  /** One value for each name that no scope declares. */
  readonly globals: Map<string, ValueId>;
  /** Values of `*args`, of any function. */
  readonly restParameters: Set<ValueId>;
  /** What `raise` throws anywhere in the module, and `except … as` catches. */
  thrown: ValueId | undefined;
  scope: Scope;
  depth: number;
  readonly spelling: Spelling;
  /** Lowers an expression and says where its value is. */
  readonly expression: (lowering: Lowering, node: number) => ValueId;
  /** Lowers a statement, or whatever stands where one is expected. */
  readonly statement: (lowering: Lowering, node: number) => void;
  /** Places that hold nothing in the branch that is lowered (`absence`). */
  readonly absent: string[];
  /** Work that begins with an empty stack: bodies of functions, and what is nested too deep. */
  readonly later: { readonly scope: Scope; readonly run: () => void }[];
}

export function textOf({ tree }: Lowering, node: number): string {
  return tree.text.slice(tree.start[node], tree.end[node]);
}

/** An identifier as Python compares it: NFKC, so that a full-width `exec` is `exec`. */
export function nameOf(lowering: Lowering, node: number): string {
  const name = textOf(lowering, node);
  return lowering.isPlain ? name : name.normalize('NFKC');
}

export function spanOf({ tree }: Lowering, node: number): Span {
  return { start: tree.start[node] ?? 0, end: tree.end[node] ?? 0 };
}

export function makeValue(
  lowering: Lowering,
  node: number,
  kind: ValueIr['kind'] = 'expression',
  name?: string,
): ValueId {
  const { tree, builder, scope } = lowering;
  return builder.valueAt(scope.function, kind, tree.start[node] ?? 0, tree.end[node] ?? 0, name);
}

/** `isOtherwise`: it counts only where nothing is there yet. */
export function copy({ builder }: Lowering, from: ValueId, to: ValueId, isOtherwise = false): void {
  if (from !== to) builder.table.copy(from, to, isOtherwise);
}

export function constant(lowering: Lowering, node: number, value: string | number): ValueId {
  const to = makeValue(lowering, node);
  const { builder, spelling } = lowering;
  builder.step({ is: 'constant', to, value });
  if (spelling.told.length > 0 && typeof value === 'string') builder.step({ is: 'compute', from: spelling.told, to });
  return to;
}

export function load(lowering: Lowering, from: ValueId, key: Key, node: number): ValueId {
  const to = makeValue(lowering, node);
  lowering.builder.step({ is: 'load', from, key, to, span: spanOf(lowering, node) });
  return to;
}

export function store({ builder }: Lowering, into: ValueId, key: Key, from: ValueId, isOtherwise = false): void {
  builder.table.store(into, key, from, isOtherwise);
}

export function fresh(lowering: Lowering, node: number, what: 'object' | 'list'): ValueId {
  const to = makeValue(lowering, node);
  lowering.builder.step({ is: 'fresh', to, what });
  return to;
}

/** Calls `receiver.name(…)`, as the language itself does for its protocols. */
export function callMethod(
  lowering: Lowering,
  receiver: ValueId,
  name: string,
  values: readonly ValueId[],
  node: number,
): ValueId {
  const callee = load(lowering, receiver, name, node);
  const to = makeValue(lowering, node);
  const given = values.map((value) => ({ value }));
  const span = spanOf(lowering, node);
  lowering.builder.step({ is: 'call', callee, receiver, arguments: given, to, isNew: false, span });
  return to;
}

/** Stands for every error that the module raises. */
export function thrown(lowering: Lowering): ValueId {
  lowering.thrown ??= lowering.builder.value({ in: 0, kind: 'variable', span: { start: 0, end: 0 } });
  return lowering.thrown;
}
