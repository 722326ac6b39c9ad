import type { Program } from './linkProgram.ts';

/** Whether a copy or store counts only where nothing is there yet. */
export function isOtherwise({ program }: { readonly program: Program }, step: number): boolean {
  const { table, firstStep } = program.written(program.moduleOfStep(step));
  return table.isOtherwiseAt(step - firstStep);
}
