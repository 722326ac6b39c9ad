import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from './linkProgram.ts';

/** The first of the steps that make a value; undefined where none does, and for what is no value of the package. */
export function firstMakerOf({ makes, step, valueCount }: Program, value: ValueId): StepIr | undefined {
  if (value < 0 || value >= valueCount) return undefined;
  const start = makes.offsets[value] as number;
  return start < (makes.offsets[value + 1] as number) ? step(makes.items[start] as number) : undefined;
}
