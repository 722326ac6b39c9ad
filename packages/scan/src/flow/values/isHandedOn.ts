import type { ArgumentIr } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';

/**
 * Whether an argument is all that a wrapper was called with (`*args`), handed on to the function that it wraps. That one
 * was given each of them by itself already: who calls what a decorator made calls the function, too.
 */
export function isHandedOn(program: Program, { value, spread }: ArgumentIr, called: number): boolean {
  if (spread !== true || program.functions[called]?.isDecorated !== true) return false;
  const owner = program.functions[program.functionOf[value] as number];
  return owner?.parameters.some((one) => one.value === value && one.rest !== undefined) === true;
}
