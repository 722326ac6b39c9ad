import type { MemberNames } from './memberNames.ts';
import type { PackedSteps, StepColumns } from './packSteps.ts';

/** The columns of all modules one after the other; `valueBase` says how far the values of each are moved. */
export function joinColumns(
  parts: readonly PackedSteps[],
  valueBase: readonly number[],
  memberNames: MemberNames,
): StepColumns {
  const sum = (size: (one: PackedSteps) => number): number => parts.reduce((all, one) => all + size(one), 0);
  const stepCount = sum(({ gives }) => gives.length);
  const readCount = sum(({ reads }) => reads.length);
  const kinds = new Uint8Array(stepCount);
  const roles = new Uint8Array(readCount);
  const starts = new Int32Array(stepCount + 1);
  const gives = new Int32Array(stepCount);
  const names = new Int32Array(stepCount);
  const reads = new Int32Array(readCount);
  const lists = {
    calls: new Int32Array(sum(({ calls }) => calls.length)),
    loads: new Int32Array(sum(({ loads }) => loads.length)),
    stores: new Int32Array(sum(({ stores }) => stores.length)),
    computing: new Int32Array(sum(({ computing }) => computing.length)),
  };
  const ends = { calls: 0, loads: 0, stores: 0, computing: 0 };
  let step = 0;
  let read = 0;
  for (const [index, one] of parts.entries()) {
    const by = valueBase[index] as number;
    const name = Int32Array.from(one.texts, (text) => memberNames.idOf(text));
    kinds.set(one.kinds, step);
    roles.set(one.roles, read);
    for (let at = 0; at < one.reads.length; at++) reads[read + at] = (one.reads[at] as number) + by;
    for (let at = 0; at < one.gives.length; at++) {
      const to = one.gives[at] as number;
      gives[step + at] = to < 0 ? to : to + by;
      const own = one.names[at] as number;
      names[step + at] = own < 0 ? own : (name[own] as number);
      starts[step + at] = (one.starts[at] as number) + read;
    }
    for (const kind of ['calls', 'loads', 'stores', 'computing'] as const) {
      const [from, to] = [one[kind], lists[kind]];
      for (let at = 0; at < from.length; at++) to[ends[kind] + at] = (from[at] as number) + step;
      ends[kind] += from.length;
    }
    step += one.gives.length;
    read += one.reads.length;
  }
  starts[stepCount] = readCount;
  return { kinds, roles, starts, gives, names, reads, ...lists };
}
