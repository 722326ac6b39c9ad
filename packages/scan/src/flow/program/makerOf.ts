import type { StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from './linkProgram.ts';

/** The step that makes a value, where it is the only one. */
export function makerOf({ makes, step }: Program, value: ValueId): StepIr | undefined {
  const start = makes.offsets[value] as number;
  return (makes.offsets[value + 1] as number) - start === 1 ? step(makes.items[start] as number) : undefined;
}
