import type { Millis } from '@portcullis/model';

/** A moment in UTC, to the second. */
export function moment(ms: Millis): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
