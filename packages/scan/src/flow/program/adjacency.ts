import type { StepColumns } from './joinColumns.ts';

/** Steps by value: those of `value` are `items[offsets[value]] …` up to the next offset. */
export interface Adjacency {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Where a step reads a value twice it is there twice. */
export interface Uses extends Adjacency {
  /** `USE_ROLE` of each item. */
  readonly roles: Uint8Array;
}

/** Both adjacencies in two passes: how many steps each value has, then which. */
export function adjacencies(
  { reads, roles, starts, gives }: StepColumns,
  valueCount: number,
): { readonly uses: Uses; readonly makes: Adjacency } {
  const useOffsets = new Int32Array(valueCount + 1);
  const makeOffsets = new Int32Array(valueCount + 1);
  const end = starts[gives.length] as number;
  for (let at = 0; at < end; at++) (useOffsets[(reads[at] as number) + 1] as number)++;
  for (const to of gives) if (to >= 0) (makeOffsets[to + 1] as number)++;
  for (let value = 0; value < valueCount; value++) {
    useOffsets[value + 1] = (useOffsets[value + 1] as number) + (useOffsets[value] as number);
    makeOffsets[value + 1] = (makeOffsets[value + 1] as number) + (makeOffsets[value] as number);
  }
  const useItems = new Int32Array(end);
  const useRoles = new Uint8Array(end);
  const makeItems = new Int32Array(makeOffsets[valueCount] as number);
  const useNext = useOffsets.slice();
  const makeNext = makeOffsets.slice();
  for (let index = 0; index < gives.length; index++) {
    for (let at = starts[index] as number; at < (starts[index + 1] as number); at++) {
      const value = reads[at] as number;
      const place = useNext[value] as number;
      useItems[place] = index;
      useRoles[place] = roles[at] as number;
      useNext[value] = place + 1;
    }
    const to = gives[index] as number;
    if (to < 0) continue;
    const place = makeNext[to] as number;
    makeItems[place] = index;
    makeNext[to] = place + 1;
  }
  return {
    uses: { offsets: useOffsets, items: useItems, roles: useRoles },
    makes: { offsets: makeOffsets, items: makeItems },
  };
}
