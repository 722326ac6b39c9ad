import type { StepTable } from '../../ir/stepTable.ts';
import type { MemberNames } from './memberNames.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';

/** What each step of a package reads and gives, as numbers: walking all of them as objects is dear. */
export interface StepColumns {
  /** `STEP_KIND` of each step. */
  readonly kinds: Uint8Array;
  /** Values that step `index` reads, in the step's own order: from `starts[index]` up to the next start. */
  readonly reads: Int32Array;
  /** `USE_ROLE` of each of these. */
  readonly roles: Uint8Array;
  readonly starts: Int32Array;
  /** The value that a step gives, -1 for a `store`. */
  readonly gives: Int32Array;
  /** Of loads and stores the number of the member's name; -1 where a value computes it, and for other steps. */
  readonly names: Int32Array;
  /** Indices of steps of the kinds that are looked for in a whole package. */
  readonly calls: Int32Array;
  readonly loads: Int32Array;
  readonly stores: Int32Array;
  /** Calls, and loads and stores under a name that the package computes, in one order. */
  readonly computing: Int32Array;
}

/** The columns of all modules one after the other; `valueBase` says how far the values of each are moved. */
export function joinColumns(
  tables: readonly StepTable[],
  valueBase: readonly number[],
  memberNames: MemberNames,
): StepColumns {
  let stepCount = 0;
  let readCount = 0;
  for (const { length, reads } of tables) {
    stepCount += length;
    readCount += reads.length;
  }
  const kinds = new Uint8Array(stepCount);
  const roles = new Uint8Array(readCount);
  const starts = new Int32Array(stepCount + 1);
  const gives = new Int32Array(stepCount);
  const names = new Int32Array(stepCount);
  const reads = new Int32Array(readCount);
  let step = 0;
  let read = 0;
  for (let index = 0; index < tables.length; index++) {
    const one = tables[index] as StepTable;
    const { length } = one;
    const by = valueBase[index] as number;
    kinds.set(one.kinds, step);
    roles.set(one.roles, read);
    for (let at = 0; at < one.reads.length; at++) reads[read + at] = (one.reads[at] as number) + by;
    // Of texts only the names of members get numbers, in the order of the steps.
    const name = new Int32Array(one.texts.length).fill(-1);
    for (let at = 0; at < length; at++) {
      const to = one.gives[at] as number;
      gives[step + at] = to < 0 ? to : to + by;
      starts[step + at] = (one.starts[at] as number) + read;
      const own = one.names[at] as number;
      let id = own;
      if (own >= 0) {
        id = name[own] as number;
        if (id < 0) name[own] = id = memberNames.idOf(one.texts[own] as string);
      }
      names[step + at] = id;
    }
    step += length;
    read += one.reads.length;
  }
  starts[stepCount] = readCount;
  return { kinds, roles, starts, gives, names, reads, ...listsOf(kinds, names) };
}

type Lists = Pick<StepColumns, 'calls' | 'loads' | 'stores' | 'computing'>;

function listsOf(kinds: Uint8Array, names: Int32Array): Lists {
  const sizes = new Int32Array(Math.max(...Object.values(STEP_KIND)) + 1);
  let computed = 0;
  for (let index = 0; index < kinds.length; index++) {
    const kind = kinds[index] as number;
    (sizes[kind] as number)++;
    if ((kind === STEP_KIND.load || kind === STEP_KIND.store) && (names[index] as number) < 0) computed++;
  }
  const sizeOf = (kind: number): number => sizes[kind] as number;
  const calls = new Int32Array(sizeOf(STEP_KIND.call));
  const loads = new Int32Array(sizeOf(STEP_KIND.load));
  const stores = new Int32Array(sizeOf(STEP_KIND.store));
  const computing = new Int32Array(calls.length + computed);
  let [call, load, store, compute] = [0, 0, 0, 0];
  for (let index = 0; index < kinds.length; index++) {
    const kind = kinds[index] as number;
    if (kind === STEP_KIND.call) {
      calls[call++] = index;
      computing[compute++] = index;
      continue;
    }
    if (kind === STEP_KIND.load) loads[load++] = index;
    else if (kind === STEP_KIND.store) stores[store++] = index;
    else continue;
    if ((names[index] as number) < 0) computing[compute++] = index;
  }
  return { calls, loads, stores, computing };
}
