import type { UnitsText } from '@portcullis/model';

const MOST = (1n << 256n) - 1n;

/**
 * An amount that was worked out, as an effect carries it: no more than a word can hold. A
 * hijacked token may emit amounts whose sum no token can have; an effect that says so could not
 * be recorded, and the watch would end where it is needed most.
 */
export function unitsText(units: bigint): UnitsText {
  return (units < MOST ? units : MOST).toString();
}
