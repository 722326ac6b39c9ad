import type { ValueId } from '../ir/moduleIr.ts';
import { copy, load, makeValue, nameOf, spanOf, store, textOf, type Lowering } from './lowering.ts';
import { FIELD, KIND } from './pythonKind.ts';
import { childOf, childrenOf } from './pythonTree.ts';
import { resolve } from './resolve.ts';

/**
 * Lowers `import …`. `import a.b` binds `a` and makes `b` a member of it; specifiers of relative imports keep
 * their dots.
 */
export function lowerImport(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  for (const child of childrenOf(tree, node)) {
    if (tree.kind[child] === KIND.aliased_import) {
      const name = childOf(tree, child, FIELD.name);
      const alias = childOf(tree, child, FIELD.alias);
      if (name >= 0 && alias >= 0) importInto(lowering, dotted(lowering, name), child, resolve(lowering, alias));
    } else if (tree.kind[child] === KIND.dotted_name) {
      const parts = childrenOf(tree, child);
      const [first] = parts;
      if (first === undefined) continue;
      let path = nameOf(lowering, first);
      let module = resolve(lowering, first);
      importInto(lowering, path, child, module);
      for (const part of parts.slice(1)) {
        const name = nameOf(lowering, part);
        path += `.${name}`;
        const inner = importInto(lowering, path, child);
        store(lowering, module, name, inner);
        module = inner;
      }
    }
  }
}

/** Lowers `from m import a, b as c`; the star is in the module's scope already. */
export function lowerImportFrom(lowering: Lowering, node: number): void {
  const { tree } = lowering;
  const from = childOf(tree, node, FIELD.module_name);
  if (from < 0) return;
  let module: ValueId | undefined;
  for (const child of childrenOf(tree, node)) {
    if (tree.field[child] !== FIELD.name) continue;
    const isAliased = tree.kind[child] === KIND.aliased_import;
    const name = isAliased ? childOf(tree, child, FIELD.name) : child;
    const bound = isAliased ? childOf(tree, child, FIELD.alias) : child + 1;
    if (name < 0 || bound < 0 || tree.kind[bound] !== KIND.identifier) continue;
    module ??= importInto(lowering, dotted(lowering, from), node);
    copy(lowering, load(lowering, module, dotted(lowering, name), child), resolve(lowering, bound));
  }
}

/** Imports every module that is taken whole with `from m import *`, before any name is looked up. */
export function lowerStars(lowering: Lowering): void {
  const { tree } = lowering;
  for (let node = 0; node < tree.count; node += 1) {
    if (tree.kind[node] !== KIND.import_from_statement) continue;
    if (!childrenOf(tree, node).some((child) => tree.kind[child] === KIND.wildcard_import)) continue;
    const from = childOf(tree, node, FIELD.module_name);
    if (from < 0) continue;
    const module = importInto(lowering, dotted(lowering, from), node);
    lowering.stars.push(module);
    // Who imports this module finds the other's names in it.
    copy(lowering, module, lowering.exports);
  }
}

function importInto(lowering: Lowering, specifier: string, node: number, into?: ValueId): ValueId {
  const to = into ?? makeValue(lowering, node);
  lowering.builder.step({ is: 'import', to, specifier, span: spanOf(lowering, node) });
  return to;
}

/** A dotted name as one, without the spaces that may stand around its dots. */
function dotted(lowering: Lowering, node: number): string {
  const plain = textOf(lowering, node).replaceAll(/[\s\\]+/g, '');
  return plain.normalize('NFKC');
}
