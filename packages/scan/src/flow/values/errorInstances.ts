import type { ValueId } from '../../ir/moduleIr.ts';
import { API, CLASS, indexOf, kindOf } from './denotations.ts';
import type { ValuesSoFar } from './values.ts';

/** Objects of classes whose line of bases ends in an error of the runtime: instances, and receivers of methods. */
export function errorInstances({
  program,
  sets,
  denotations,
}: Pick<ValuesSoFar, 'program' | 'sets' | 'denotations'>): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const one of program.classes) {
      const isError = one.bases.some((base) =>
        sets.of(base).some((denotation) => {
          const index = indexOf(denotation);
          if (kindOf(denotation) === API) return /(Error|Exception|Warning)$/u.test(denotations.apis.text(index));
          return kindOf(denotation) === CLASS && found.has(program.classes[index]?.instance ?? -1);
        }),
      );
      if (isError) found.add(one.instance);
    }
  }
  for (const { instance, receiver } of program.functions) {
    if (instance !== undefined && receiver !== undefined && found.has(instance)) found.add(receiver);
  }
  return found;
}
