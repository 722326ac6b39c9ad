import { namesKey, takesKey } from '../flow/catalog/secretNames.ts';
import { withoutTests } from '../flow/program/withoutTests.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';

/** What a program signs its requests and tokens with, and proves to others who it is with: every client of a service has one. */
const OF_A_SERVICE = /secret_?key|signing_?key|key_?store|secret_?or/iu;

/**
 * Whether a package says by the names of its functions, or of what they take, that it handles keys. One that brings the
 * primitives itself calls none that a catalog knows.
 */
export function handlesKeys(modules: readonly ModuleIr[]): boolean {
  return withoutTests(modules).some(({ functions }) =>
    functions.some(
      ({ name, parameters: [first, ...others] }) =>
        first !== undefined &&
        (takesKey(name, first.name) ||
          [first, ...others].some((one) => namesKey(one.name) && !OF_A_SERVICE.test(one.name))),
    ),
  );
}
