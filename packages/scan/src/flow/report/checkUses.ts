import type { ModuleIr } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import type { CheckUse } from '../flowReport.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';

/**
 * What the functions of a package check, once for each function and kind, also of copies of a file that are left out of the
 * analysis. In the order of the files.
 */
export function checkUses(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  listed: Uint16Array,
  copiesOf: (module: ModuleIr) => readonly ModuleIr[],
): readonly CheckUse[] {
  const { program, sets } = values;
  const { calls, reads, starts, gives } = program;
  const found = new Map<string, CheckUse>();
  for (const index of calls) {
    const callee = reads[starts[index] as number] as number;
    if (((listed[callee] as number) & SAYS.checks) === 0) continue;
    for (const denotation of sets.of(callee)) {
      if (kindOf(denotation) !== API) continue;
      const { checks, path } = factsOf(indexOf(denotation));
      if (checks === undefined) continue;
      const module = program.moduleOfStep(index);
      const { table, firstStep } = program.written(module);
      const span = table.spanOf(index - firstStep);
      const written = program.modules[module] as ModuleIr;
      const within = program.functionOf[gives[index] as number] as number;
      for (const { file } of [written, ...copiesOf(written)]) {
        const key = `${file} ${within} ${checks}`;
        if (!found.has(key)) found.set(key, { kind: checks, api: path, file, span });
      }
    }
  }
  return [...found.values()].toSorted((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : 0));
}
