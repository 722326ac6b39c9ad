import type { LogFilter } from './chainLog.ts';
import { logFilters } from './logFilters.ts';
import { type ChainState, type Reading, readingsFor } from './reading.ts';
import type { WatchPlan } from './watchPlan.ts';

/** What is read of a block: it changes only when a pointer in the state does. */
export interface ReadingPlan {
  readonly filters: readonly LogFilter[];
  readonly readings: readonly Reading[];
  readonly keys: readonly string[];
}

const POINTERS = ['implementation', 'admin', 'beacon'];
const last = new WeakMap<WatchPlan, { readonly pointers: string; readonly plan: ReadingPlan }>();

/** The readings and log filters for the state before a block; the same object while no pointer changes. */
export function readingPlan(plan: WatchPlan, state: ChainState): ReadingPlan {
  const pointers = pointersIn(plan, state);
  const kept = last.get(plan);
  if (kept?.pointers === pointers) return kept.plan;
  const readings = readingsFor(plan, state);
  const made = { filters: logFilters(plan, state), readings: [...readings.values()], keys: [...readings.keys()] };
  last.set(plan, { pointers, plan: made });
  return made;
}

function pointersIn(plan: WatchPlan, state: ChainState): string {
  let text = '';
  for (const address of plan.governed) {
    for (const what of POINTERS) text += `${state[`${what}/${address}`] ?? '-'};`;
    const beacon = state[`beacon/${address}`];
    if (beacon !== undefined && beacon !== '') text += `${state[`target/0x${beacon.slice(26)}`] ?? '-'};`;
  }
  for (const { address } of plan.wallets) text += `${state[`singleton/${address}`] ?? '-'};`;
  return text;
}
