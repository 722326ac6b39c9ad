import type { ValueId } from '../ir/moduleIr.ts';
import type { StepTable } from '../ir/stepTable.ts';

/** How often the steps of a table read or give a value, counted up to `most`. */
export function usesOf({ length, gives, reads, readCount }: StepTable, value: ValueId, most: number): number {
  let uses = 0;
  for (let at = 0; at < readCount && uses < most; at++) if (reads[at] === value) uses++;
  for (let index = 0; index < length && uses < most; index++) if (gives[index] === value) uses++;
  return uses;
}
