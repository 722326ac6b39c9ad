import { createResolve } from '../flow/program/resolveSpecifier.ts';
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
    for (const step of module.steps) {
      if (step.is === 'import' && typeof step.specifier === 'string') {
        const found = resolve(step.specifier, module);
        if ('module' in found) reached.add(modules[found.module]?.file ?? file);
      } else if (step.is === 'constant' && typeof step.value === 'string' && /\.(?:[cm]?js|py)$/.test(step.value)) {
        // `path.join(__dirname, 'x.js')`, for a process or a computed import.
        for (const named of byName.get(lastOf(step.value)) ?? []) reached.add(named.file);
      }
    }
  }
  return [...reached].toSorted();
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
