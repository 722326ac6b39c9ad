import type { ModuleIr } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';

const TEST_FILE =
  /(^|\/)(tests?|__tests__|specs?|examples?|fixtures?|bench(marks?)?|e2e)\/|[._-](test|spec)\.[a-z]+$|(^|\/)(test_[^/]*|conftest)\.py$/u;
/** An import that may mean a file of the tests. */
const TEST_IMPORT =
  /(^|[/.])(tests?|__tests__|specs?|examples?|fixtures?|bench(marks?)?|e2e|test_\w+|conftest)([/.]|$)|[._-](test|spec)(\.[a-z]+)?$/u;

/** Whether a file is there for the package's own tests or as an example. */
export function isTestFile(file: string): boolean {
  return TEST_FILE.test(file);
}

/**
 * The modules that somebody who installs the package may run. Its own tests, shipped along, connect everything with
 * everything and are run by nobody; they stay where any other file imports something of the kind, or something that
 * cannot be read off the page, since a theft has hidden in test data before.
 */
export function withoutTests(modules: readonly ModuleIr[]): readonly ModuleIr[] {
  const own = modules.filter(({ file }) => !isTestFile(file));
  if (own.length === 0 || own.length === modules.length) return modules;
  return own.some(mayImportTests) ? modules : own;
}

function mayImportTests({ table }: ModuleIr): boolean {
  const { kinds } = table;
  for (let at = kinds.indexOf(STEP_KIND.import); at >= 0; at = kinds.indexOf(STEP_KIND.import, at + 1)) {
    const specifier = table.nameAt(at);
    if (specifier === undefined || TEST_IMPORT.test(specifier)) return true;
  }
  return false;
}
