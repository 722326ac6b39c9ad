import type { Estate, Intent, Millis, Permit, Policy, PolicyWindow } from '@portcullis/model';
import { SignoffFault } from './signoffFault.ts';
import type { Tally } from './tally.ts';

/** One occurrence of a policy's window, `end` exclusive. */
export interface WindowSpan {
  readonly start: Millis;
  readonly end: Millis;
}

/** Finds the window that holds `from`, or the next one after it; `undefined` when none ever comes. `nextWindow` is the real one. */
export type NextWindow = (window: PolicyWindow, from: Millis) => WindowSpan | undefined;

export interface PermitInput {
  readonly estate: Estate;
  readonly intent: Intent;
  readonly tally: Tally;
  /** Needed where the policy has a window; passed in so that callers without windows need not load calendars. */
  readonly nextWindow?: NextWindow | undefined;
}

/**
 * What a tally permits: from the deciding sign-off and the policy's delay, moved into its
 * next window, until the window's end or the intent's expiry. `undefined` while sign-offs
 * lack, or when no moment is left. A `drop` knows neither delay nor window: halting is at once.
 * Throws `bad-window` for a rule that cannot be read.
 */
export function permitOf({ intent, tally, nextWindow }: PermitInput): Permit | undefined {
  if (tally.decided === undefined) return undefined;
  const span =
    intent.kind === 'drop'
      ? { start: tally.decided, end: intent.expires }
      : spanOf(tally.quorum.policy, tally.decided, nextWindow);
  const until = Math.min(span?.end ?? 0, intent.expires);
  if (span === undefined || span.start >= until) return undefined;
  return { id: tally.intent, intent, from: span.start, until };
}

function spanOf(policy: Policy, decided: Millis, nextWindow: NextWindow | undefined): WindowSpan | undefined {
  const from = decided + policy.delay;
  if (policy.window === undefined) return { start: from, end: Infinity };
  if (nextWindow === undefined) {
    throw new SignoffFault('bad-window', {
      message: 'This policy has a window, and the caller gave no calendar.',
      found: policy.window.rule,
      expected: 'nextWindow of @portcullis/signoff/window',
    });
  }
  const window = nextWindow(policy.window, from);
  return window === undefined ? undefined : { start: Math.max(from, window.start), end: window.end };
}
