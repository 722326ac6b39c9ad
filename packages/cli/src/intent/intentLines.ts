import type { Estate, Intent } from '@portcullis/model';
import { describeIntent } from '@portcullis/signoff/verify';
import { printable } from '@portcullis/model/printable';

/**
 * What an intent would do, in words: the same for whoever proposes, signs or checks it, so that
 * nobody signs blind. Throws SignoffFault for an intent that nobody could permit.
 */
export function intentLines(intent: Intent, estate: Estate): string[] {
  return describeIntent(intent, estate).map((line) => printable(line));
}
