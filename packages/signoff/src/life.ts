import type { Intent, Millis } from '@portcullis/model';

/** From the first moment to the first moment no longer; `undefined` is open. */
export interface Dates {
  readonly from: Millis | undefined;
  readonly until: Millis | undefined;
}

type Life = Pick<Intent, 'created' | 'expires'>;

/** Whether the dates hold at every moment of an intent's life. */
export function covers(dates: Dates, life: Life): boolean {
  return (dates.from ?? -Infinity) <= life.created && (dates.until ?? Infinity) >= life.expires;
}

/** Whether the dates hold at some moment of an intent's life. */
export function touches(dates: Dates, life: Life): boolean {
  return (dates.from ?? -Infinity) < life.expires && (dates.until ?? Infinity) > life.created;
}

/** Dates as people write them: `2026-01-01 to 2027-12-31T00:00Z`. */
export function showDates(dates: Dates): string {
  return `${dates.from === undefined ? 'any time' : showTime(dates.from)} until ${dates.until === undefined ? 'further notice' : showTime(dates.until)}`;
}

/** A moment in UTC to the second. */
export function showTime(ms: Millis): string {
  return new Date(ms).toISOString().replace(/\.000Z$/, 'Z');
}
