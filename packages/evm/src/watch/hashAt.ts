import type { Hex } from '@portcullis/model';
import type { Position } from './cursor.ts';

/** The hash that a position remembers of a block number. */
export function hashAt({ tip, recent }: Position, number: number): Hex | undefined {
  return number > tip.number ? undefined : recent[recent.length - 1 - (tip.number - number)];
}
