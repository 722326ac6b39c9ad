import { type Cause, digestOf } from '@portcullis/model';

/** Longest id made here; leaves room for the prefixes of keys within the journal's limit of 400. */
const MAX = 320;

/** Joins parts into an id; one too long keeps its beginning and ends in a digest of the whole, so that it stays one of a kind. */
export function idOf(...parts: readonly string[]): string {
  const whole = parts.join(':');
  return whole.length <= MAX ? whole : `${whole.slice(0, MAX - 72)}:${digestOf(whole)}`;
}

/**
 * The id of an order, which is the idempotency key of everything done for it: the same
 * cause never moves the same gate the same way twice.
 */
export function orderId(move: 'drop' | 'raise', gate: string, by: Cause): string {
  return idOf(move, gate, 'finding' in by ? by.finding : by.intent);
}
