import { createIrBuilder } from '../ir/irBuilder.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';
import { lowerExpression } from './lowerExpression.ts';
import { lowerStars } from './lowerImport.ts';
import { nameOf, spanOf, store, type Lowering } from './lowering.ts';
import { lowerStatement } from './lowerStatement.ts';
import { KIND } from './pythonKind.ts';
import type { PythonTree } from './pythonTree.ts';
import { declarations, type Scope } from './scope.ts';
import { newSpelling } from './spelled.ts';

/** Places with syntax errors that are named one by one; more are only counted. */
const MOST_UNREAD = 20;

/** Lowers a whole module, laid flat. */
export function lowerModule(file: string, tree: PythonTree): ModuleIr {
  const builder = createIrBuilder(file, 'python');
  const whole = { start: 0, end: tree.text.length };
  builder.openFunction();
  const result = builder.value({ in: 0, kind: 'result', span: whole });
  const exports = builder.value({ in: 0, kind: 'expression', span: whole });
  builder.step({ is: 'fresh', to: exports, what: 'object' });
  builder.closeFunction(0, { name: '', span: whole, parameters: [], result });
  const moduleScope: Scope = {
    kind: 'module',
    parent: undefined,
    function: 0,
    names: new Map(),
    globals: new Set(),
    result,
    owner: undefined,
    receiver: undefined,
  };
  const lowering: Lowering = {
    tree,
    // oxlint-disable-next-line no-control-regex
    isPlain: !/[^\0-\x7f]/.test(tree.text),
    saysGlobals: tree.text.includes('globals'),
    builder,
    moduleScope,
    exports,
    stars: [],
    globals: new Map(),
    restParameters: new Set(),
    thrown: undefined,
    scope: moduleScope,
    depth: 0,
    spelling: newSpelling(),
    expression: lowerExpression,
    statement: lowerStatement,
    absent: [],
    later: [],
  };
  declareModule(lowering);
  lowerStars(lowering);
  lowerStatement(lowering, 0);
  for (let task = lowering.later.pop(); task !== undefined; task = lowering.later.pop()) {
    lowering.scope = task.scope;
    lowering.depth = 0;
    task.run();
  }
  for (const [name, value] of moduleScope.names) store(lowering, exports, name, value);
  noteErrors(lowering);
  return builder.build(exports);
}

/** The module's own names, and those that a `global` anywhere in it gives to it. */
function declareModule(lowering: Lowering): void {
  const { tree, builder, moduleScope } = lowering;
  const add = (name: string, node: number): void => {
    if (moduleScope.names.has(name)) return;
    moduleScope.names.set(name, builder.value({ in: 0, kind: 'variable', name, span: spanOf(lowering, node) }));
  };
  const declared = declarations(tree, 0, tree.count, (node) => nameOf(lowering, node));
  for (const [name, node] of declared.names) add(name, node);
  for (let node = 0; node < tree.count; node += 1) {
    if (tree.kind[node] !== KIND.global_statement) continue;
    for (let child = node + 1; child < (tree.next[node] ?? 0); child += 1) {
      if (tree.kind[child] === KIND.identifier) add(nameOf(lowering, child), child);
    }
  }
}

function noteErrors(lowering: Lowering): void {
  const { tree, builder } = lowering;
  let found = 0;
  for (let node = 0; node < tree.count; node += 1) {
    const kind = tree.kind[node];
    if (kind !== KIND.error && kind !== KIND.missing) continue;
    found += 1;
    if (found > MOST_UNREAD) continue;
    const span = spanOf(lowering, node);
    const line = tree.text.slice(0, span.start).split('\n').length;
    const what = kind === KIND.error ? 'is not Python that can be parsed' : 'lacks something that Python expects here';
    builder.unread(span, `line ${line} ${what}`);
  }
  if (found > MOST_UNREAD) {
    builder.unread(
      { start: 0, end: tree.text.length },
      `${found - MOST_UNREAD} more places are not Python that can be parsed`,
    );
  }
}
