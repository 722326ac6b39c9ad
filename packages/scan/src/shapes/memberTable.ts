import { STEP_KIND } from '../ir/stepKind.ts';
import type { CallIr, Span } from '../ir/moduleIr.ts';
import type { StepTable } from '../ir/stepTable.ts';
import type { ModuleView } from './moduleView.ts';

/** Fewer lookups may be anybody's. */
const FEWEST_LOOKUPS = 8;

/**
 * Where members are named by a function of numbers: `o[f(0x1a7)]` with `f = (n) => table[n - 0x1a0]`, many times.
 * Obfuscators of every kind do so, under whatever names. A bundler's `require(123)` looks its number up as it is and gives
 * no names of members.
 */
export function memberTable(view: ModuleView): Span | undefined {
  const lookups = new Map<number, { count: number; first: Span }>();
  const { columns } = view.steps;
  const byKey = keysIn(columns);
  if (byKey.size < FEWEST_LOOKUPS) return undefined;
  for (let at = 0; at < columns.length; at++) {
    if (columns.kinds[at] !== STEP_KIND.call || !byKey.has(columns.gives[at] as number)) continue;
    const call = columns.at(at) as CallIr;
    const text = view.textOf(view.argument(call, 0) ?? -1);
    if (text === undefined || !/^-?\d+$/u.test(text)) continue;
    for (const index of view.functionsOf(call.callee)) {
      const known = lookups.get(index);
      if (known === undefined) lookups.set(index, { count: 1, first: call.span });
      else known.count++;
    }
  }
  for (const [index, { count, first }] of lookups)
    if (count >= FEWEST_LOOKUPS && looksUpComputed(view, index)) return first;
  return undefined;
}

/** The values that compute which member is read or written. */
function keysIn(columns: StepTable): ReadonlySet<number> {
  const { length, kinds, names, reads, starts } = columns;
  const found = new Set<number>();
  for (let at = 0; at < length; at++) {
    if ((names[at] as number) >= 0) continue;
    // Last of what these read.
    if (kinds[at] === STEP_KIND.load || kinds[at] === STEP_KIND.store)
      found.add(reads[(starts[at + 1] as number) - 1] as number);
  }
  return found;
}

/** Whether a function gives a member at a place that it computes from its parameter. */
function looksUpComputed(view: ModuleView, index: number): boolean {
  const parameter = view.module.functions[index]?.parameters[0]?.value;
  if (parameter === undefined) return false;
  return view.steps.computedLoads().some((step) => {
    if (typeof step.key === 'string') return false;
    if (!isWithin(view, view.module.values.functionOf(step.to), index)) return false;
    const made = view.madeOf(step.key.value);
    if (!made.has(parameter)) return false;
    for (const one of made)
      if (
        view
          .definitions(one)
          .some((by) => by.is === 'compute' && by.from.some((from) => view.textOf(from) !== undefined))
      )
        return true;
    return false;
  });
}

function isWithin(view: ModuleView, inner: number | undefined, outer: number): boolean {
  for (let at = inner; at !== undefined; at = view.module.functions[at]?.within) if (at === outer) return true;
  return false;
}
