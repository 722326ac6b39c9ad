import type { ModuleIr } from '../../ir/moduleIr.ts';
import type { Resolve, Resolved } from './resolveSpecifier.ts';
import { isSameModule } from './sameModule.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { isTestFile } from './withoutTests.ts';

/** The modules of a package that are to be followed, and those that would say nothing else. */
export interface DistinctModules {
  readonly modules: readonly ModuleIr[];
  /** Of the modules above; an import of a copy means the module that it is a copy of. */
  readonly resolve: Resolve;
  /** The copies of a module that are left out. */
  copiesOf(module: ModuleIr): readonly ModuleIr[];
}

/** Imports have a name that is written down; so does what may be the name of one. */
const NEAR = /^\.\.?\//u;
/** Smaller modules cost less than to look for their copies. */
const FEWEST_STEPS = 500;
const NONE: readonly never[] = [];

/**
 * Leaves out modules that are copies of others: builds of one program for several systems, or the same with and without
 * spaces. A copy is left out where everything that imports it is left out as well, and where its own imports mean copies
 * of what the other imports, or the very same: then whatever flows through the copy flows through the other. Modules
 * come in the order of their files, and the first of several is kept. What is said of it must be what is said of the copy:
 * `isApart` says of which files something is said by their names, so that none is left out.
 */
export function withoutCopies(
  modules: readonly ModuleIr[],
  resolve: Resolve,
  isApart: (file: string) => boolean,
): DistinctModules {
  const originals = originalsOf(modules, isApart);
  if (originals.size === 0) return { modules, resolve, copiesOf: () => NONE };
  const imports = modules.map((module) => importsOf(module, resolve));
  const importers = new Map<number, number[]>();
  for (const [index, all] of imports.entries())
    for (const one of all) if ('module' in one) push(importers, one.module, index);
  const waiting = [...originals.keys()];
  for (let copy = waiting.pop(); copy !== undefined; copy = waiting.pop()) {
    if (!originals.has(copy) || isLikeOriginal(copy)) continue;
    originals.delete(copy);
    // What it imports has an importer that is kept, and what imports it imports something else than its original.
    for (const one of imports[copy] ?? NONE) if ('module' in one) waiting.push(one.module);
    waiting.push(...(importers.get(copy) ?? NONE));
  }

  const kept = modules.filter((_, index) => !originals.has(index));
  const placeOf = new Map(kept.map((module, index) => [module, index] as const));
  const copies = new Map<ModuleIr, ModuleIr[]>();
  for (const [copy, original] of originals) push(copies, modules[original] as ModuleIr, modules[copy] as ModuleIr);
  return {
    modules: kept,
    resolve(specifier, from) {
      const found = resolve(specifier, from);
      if ('external' in found) return found;
      const module = modules[originals.get(found.module) ?? found.module] as ModuleIr;
      return { module: placeOf.get(module) ?? -1 };
    },
    copiesOf: (module) => copies.get(module) ?? NONE,
  };

  function isLikeOriginal(copy: number): boolean {
    if ((importers.get(copy) ?? NONE).some((one) => !originals.has(one))) return false;
    const others = imports[originals.get(copy) as number] ?? NONE;
    return (imports[copy] ?? NONE).every((one, at) => {
      const other = others[at];
      if (other === undefined || 'external' in one || 'external' in other)
        return other !== undefined && 'external' in one && 'external' in other && one.external === other.external;
      return one.module === other.module || originals.get(one.module) === other.module;
    });
  }
}

/** The first module that each copy is the same as, by their numbers; modules that are the first are not in it. */
function originalsOf(modules: readonly ModuleIr[], isApart: (file: string) => boolean): Map<number, number> {
  const originals = new Map<number, number>();
  const first = new Map<string, number[]>();
  for (const [index, module] of modules.entries()) {
    // Python looks for modules by the folders they are in.
    if (module.language === 'python' || module.table.length < FEWEST_STEPS) continue;
    const size = `${isTestFile(module.file)} ${module.table.length} ${module.values.length} ${module.functions.length}`;
    const original = isApart(module.file)
      ? undefined
      : first.get(size)?.find((one) => isSameModule(modules[one] as ModuleIr, module));
    if (original === undefined) push(first, size, index);
    else originals.set(index, original);
  }
  return originals;
}

/** What everything means that a module imports or may import by a name, in the order of its steps. */
function importsOf(module: ModuleIr, resolve: Resolve): readonly Resolved[] {
  const found: Resolved[] = [];
  const { table } = module;
  const { kinds } = table;
  for (let at = 0; at < kinds.length; at++) {
    if (kinds[at] === STEP_KIND.import) {
      const name = table.nameAt(at);
      if (name !== undefined) found.push(resolve(name, module));
    } else if (kinds[at] === STEP_KIND.constant) {
      const name = table.constantAt(at);
      if (typeof name === 'string' && NEAR.test(name)) found.push(resolve(name, module));
    }
  }
  return found;
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const held = lists.get(key);
  if (held === undefined) lists.set(key, [value]);
  else held.push(value);
}
