import { createResolve } from '../flow/program/resolveSpecifier.ts';
import { STEP_KIND } from '../ir/stepKind.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';

/**
 * The files that run when a package is installed or at every start: those that its hooks start, and all that these load, by
 * import or by a name that they write. Sorted.
 */
export function filesAtInstall(started: readonly string[], modules: readonly ModuleIr[]): readonly string[] {
  if (started.length === 0) return [];
  const resolve = createResolve(modules, {});
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const byName = Map.groupBy(modules, ({ file }) => lastOf(file));
  const reached = new Set(started);
  for (const file of reached) {
    const module = byFile.get(file);
    if (module === undefined) continue;
    const { table } = module;
    for (let at = 0; at < table.length; at++) {
      if (table.kinds[at] === STEP_KIND.import) {
        const specifier = table.nameAt(at);
        const found = specifier === undefined ? undefined : resolve(specifier, module);
        if (found !== undefined && 'module' in found) reached.add(modules[found.module]?.file ?? file);
      } else if (table.kinds[at] === STEP_KIND.constant) {
        const value = table.constantAt(at);
        // `path.join(__dirname, 'x.js')`, for a process or a computed import.
        if (typeof value === 'string' && /\.(?:[cm]?js|py)$/.test(value))
          for (const named of byName.get(lastOf(value)) ?? []) reached.add(named.file);
      }
    }
  }
  return [...reached].toSorted();
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
