import type { Millis, PolicyWindow } from '@portcullis/model';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { WindowSpan } from './permitOf.ts';
import { SignoffFault } from './signoffFault.ts';

/** All rules are counted from this Monday's midnight in their own zone, so that `INTERVAL=2` means the same weeks to everybody. */
const ANCHOR = '2024-01-01T00:00:00';

/**
 * The window of a policy that holds the moment `from`, or the next one after it, by the
 * recurrence rules of RFC 5545 in the policy's zone. A start that daylight saving skips
 * does not occur; one that occurs twice is the first. `lasts` is exact time, not wall time.
 * `undefined` when the rule never occurs again. Throws `bad-window`.
 */
export function nextWindow(window: PolicyWindow, from: Millis): WindowSpan | undefined {
  const rule = readRule(window);
  const at = new Date(from);
  const start = attempt(
    window,
    () => holding(rule.previous(at, true)?.epochMilliseconds, from, window.lasts) ?? rule.next(at)?.epochMilliseconds,
  );
  return start === undefined ? undefined : { start, end: start + window.lasts };
}

function holding(start: Millis | undefined, from: Millis, lasts: Millis): Millis | undefined {
  return start !== undefined && start + lasts > from ? start : undefined;
}

function readRule(window: PolicyWindow): RRuleTemporal {
  return attempt(window, () => {
    if (!(window.lasts > 0)) throw new RangeError('a window that lasts no time');
    const dtstart = Temporal.PlainDateTime.from(ANCHOR).toZonedDateTime(window.zone);
    return new RRuleTemporal({ rruleString: window.rule, dtstart, strict: true, maxIterations: 10_000 });
  });
}

function attempt<T>(window: PolicyWindow, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new SignoffFault('bad-window', {
      message: 'The window of this policy cannot be read.',
      found: `${window.rule} in ${window.zone}: ${cause instanceof Error ? cause.message : 'unreadable'}`,
      expected:
        'a recurrence rule of RFC 5545 in a zone of the tz database, such as FREQ=WEEKLY;BYDAY=TU;BYHOUR=14 in Europe/Berlin',
      remedy: 'Change the window in the estate file.',
      cause,
    });
  }
}
