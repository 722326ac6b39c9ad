import { namesKey, takesKey } from '../flow/catalog/secretNames.ts';
import { withoutTests } from '../flow/program/withoutTests.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';

/**
 * Whether a package says by the names of its functions, or of what they take, that it handles keys. One that brings the
 * primitives itself calls none that a catalog knows.
 */
export function handlesKeys(modules: readonly ModuleIr[]): boolean {
  return withoutTests(modules).some(({ functions }) =>
    functions.some(({ name, parameters }) => takesKey(name) || parameters.some((one) => namesKey(one.name))),
  );
}
