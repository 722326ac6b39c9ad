import type { ModuleIr } from '../ir/moduleIr.ts';
import { isListedRoot } from './catalog/apiFacts.ts';
import { NATIVE_CODE } from './catalog/sourceCatalog.ts';
import { externalPath } from './program/resolveSpecifier.ts';
import { STEP_KIND } from '../ir/stepKind.ts';
import { isGlobalObjectPath } from './values/apiPaths.ts';

/**
 * Whether anything that a catalog names can be reached from some modules: each way to it begins with a global or an
 * import. Where none does, they use no API of the catalogs, and no flow of theirs can begin or end.
 */
export function reachesListed(modules: readonly ModuleIr[]): boolean {
  const known = new Map<string, boolean>();
  const isListed = (root: string): boolean => {
    let found = known.get(root);
    if (found === undefined)
      known.set(root, (found = isListedRoot(root) || isGlobalObjectPath(root) || NATIVE_CODE.test(`${root}.`)));
    return found;
  };
  return modules.some((module) => hasWayOut(module, isListed));
}

function hasWayOut({ language, table }: ModuleIr, isListed: (root: string) => boolean): boolean {
  const { kinds } = table;
  for (let at = kinds.indexOf(STEP_KIND.global); at >= 0; at = kinds.indexOf(STEP_KIND.global, at + 1)) {
    const name = table.nameAt(at) ?? '';
    if (isListed(`global:${name}`) || IMPORTS_BY_NAME.has(name)) return true;
  }
  for (let at = kinds.indexOf(STEP_KIND.import); at >= 0; at = kinds.indexOf(STEP_KIND.import, at + 1)) {
    const specifier = table.nameAt(at);
    // What is imported under a name that is put together may be anything.
    if (specifier === undefined || isListed(externalPath(specifier, language))) return true;
  }
  return false;
}

/** Functions that import what they are given the name of. */
const IMPORTS_BY_NAME: ReadonlySet<string> = new Set(['require', '__import__', 'module', '__builtins__', '__loader__']);
