import type { ModuleIr, StepIr } from '../ir/moduleIr.ts';
import { isListedRoot } from './catalog/apiFacts.ts';
import { NATIVE_CODE } from './catalog/sourceCatalog.ts';
import { externalPath } from './program/resolveSpecifier.ts';
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
  return modules.some(({ language, steps }) => steps.some((step) => isWayOut(step, language, isListed)));
}

function isWayOut(step: StepIr, language: ModuleIr['language'], isListed: (root: string) => boolean): boolean {
  if (step.is === 'global') return isListed(`global:${step.name}`) || IMPORTS_BY_NAME.has(step.name);
  if (step.is !== 'import') return false;
  // What is imported under a name that is put together may be anything.
  return typeof step.specifier !== 'string' || isListed(externalPath(step.specifier, language));
}

/** Functions that import what they are given the name of. */
const IMPORTS_BY_NAME: ReadonlySet<string> = new Set(['require', '__import__', 'module', '__builtins__', '__loader__']);
