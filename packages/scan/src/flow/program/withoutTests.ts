import type { ModuleIr } from '../../ir/moduleIr.ts';

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
  const mayImport = own.some(({ steps }) =>
    steps.some(
      (step) => step.is === 'import' && (typeof step.specifier !== 'string' || TEST_IMPORT.test(step.specifier)),
    ),
  );
  return mayImport ? modules : own;
}
