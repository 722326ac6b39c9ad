import { type Contract, type Effect, subjectOf } from '@portcullis/model';

/**
 * Whether an effect must have a permit. A burn needs none. What leaves a wallet needs none
 * while it stays, with what left before it in the same block (`already`), at or below the
 * wallet's `free` units. `contract` is the one of the estate that the effect happened to.
 * Pure: the sensor reports every effect, this decides nothing but that.
 */
export function needsPermit(effect: Effect, contract: Contract | undefined, already = 0n): boolean {
  if (effect.kind === 'burn') return false;
  if (effect.kind !== 'outflow' || contract === undefined || contract.at !== subjectOf(effect)) return true;
  return already + BigInt(effect.units) > BigInt(contract.free);
}
