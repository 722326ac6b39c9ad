/** How often and how long something is tried again. */
export interface Backoff {
  /** Milliseconds before the second attempt; doubles with each further one. */
  readonly first: number;
  readonly most: number;
  /** Attempts in all; after the last one it is given up, which is an entry of its own. */
  readonly attempts: number;
}

/** Gates: for about three quarters of an hour, never more than five seconds apart, because value moves on while a gate is not down. Operators mend keys and money meanwhile. */
export const GATE_BACKOFF: Backoff = { first: 250, most: 5_000, attempts: 720 };

/** Notices: for about three quarters of an hour. */
export const NOTICE_BACKOFF: Backoff = { first: 1_000, most: 300_000, attempts: 20 };

/**
 * Milliseconds to wait after the attempt of this number failed: half of the doubled wait
 * is certain and half is chance, so that many that failed together do not return together.
 * `random` is from 0 to 1.
 */
export function backoffMs(backoff: Backoff, attempt: number, random: number): number {
  const wait = Math.min(backoff.most, backoff.first * 2 ** Math.min(attempt - 1, 30));
  return Math.round(wait / 2 + (wait / 2) * random);
}
