import type { ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Values } from '../values/values.ts';

const MOST = 60;

/**
 * Whether a value is what a caller of the package gives, or a part of that: it leads back to a parameter of a function that
 * somebody outside calls. Of a function that only the package calls, what it gives counts. `before` leaves out copies from a step on:
 * of `{ to, ...given }` what was given comes last.
 */
export function createGivenByCaller(
  { program, callersOf, callAt }: Values,
  isPublic: () => ReadonlySet<number>,
): (value: ValueId, before?: number) => boolean {
  const { makes, kinds, reads, starts, functionOf, functions } = program;
  const known = new Map<ValueId, boolean>();
  return (value, before) => {
    if (before !== undefined) return leadsBack(value, before);
    let is = known.get(value);
    if (is === undefined) known.set(value, (is = leadsBack(value)));
    return is;
  };

  function leadsBack(value: ValueId, before?: number): boolean {
    const seen = new Set([value]);
    for (const at of seen) {
      if (seen.size > MOST) return false;
      if (isParameter(at)) {
        const index = functionOf[at] as number;
        const callers = callersOf.get(index) ?? [];
        if (callers.length === 0 || isPublic().has(index)) return true;
        const place = functions[index]?.parameters.findIndex((one) => one.value === at) ?? -1;
        for (const caller of callers) {
          const given = callAt(caller)?.arguments[place];
          if (given !== undefined) seen.add(given.value);
        }
        continue;
      }
      for (let one = makes.offsets[at] as number; one < (makes.offsets[at + 1] as number); one++) {
        const step = makes.items[one] as number;
        const isEarly = at !== value || before === undefined || step < before;
        if ((kinds[step] === STEP_KIND.copy || kinds[step] === STEP_KIND.load) && isEarly)
          seen.add(reads[starts[step] as number] as number);
      }
    }
    return false;
  }
  function isParameter(value: ValueId): boolean {
    const index = functionOf[value] as number;
    return functions[index]?.parameters.some((one) => one.value === value) === true;
  }
}
