import { type Estate, type Intent, type Millis, parseIntent } from '@portcullis/model';
import { checkIntent } from './checkIntent.ts';
import { SignoffFault } from './signoffFault.ts';

type Fixed = 'v' | 'estate' | 'nonce' | 'created' | 'expires';
type Without<Kind> = Kind extends Intent ? Omit<Kind, Fixed> : never;

/** What a proposer chooses; `expires` when it shall end before the policy's longest life. */
export type IntentFields = Without<Intent> & { readonly expires?: Millis | undefined };

export interface IntentContext {
  readonly now: Millis;
  /** 16 to 64 random letters, digits, `_` or `-`. */
  readonly nonce: string;
  readonly estate: Estate;
}

/**
 * Completes an intent under the estate in force and checks that it can be signed. Without
 * `expires` it lives as long as the policy allows, or, where somebody's first or last day
 * would make that impossible, until the last such day that makes it possible.
 * Throws what `checkIntent` throws, and `bad-intent` of the model.
 */
export function createIntent(fields: IntentFields, { now, nonce, estate }: IntentContext): Intent {
  const make = (expires: Millis): Intent =>
    parseIntent({ ...fields, v: 1, estate: estate.digest, nonce, created: now, expires });
  if (fields.expires !== undefined) return checked(make(fields.expires), estate);
  const longest = longestLife(make(now + 1), estate);
  try {
    return checked(make(now + longest), estate);
  } catch (error) {
    if (!(error instanceof SignoffFault) || error.code !== 'impossible-quorum') throw error;
    const shorter = turningPoints(estate, now, now + longest)
      .map(make)
      .find((intent) => possible(intent, estate));
    if (shorter === undefined) throw error;
    return shorter;
  }
}

function checked(intent: Intent, estate: Estate): Intent {
  checkIntent(intent, estate);
  return intent;
}

function possible(intent: Intent, estate: Estate): boolean {
  try {
    checkIntent(intent, estate);
    return true;
  } catch (error) {
    if (error instanceof SignoffFault) return false;
    throw error;
  }
}

function longestLife(intent: Intent, estate: Estate): Millis {
  return checkIntent(intent, estate).policy.expires;
}

/** Moments strictly between at which a person or a key begins or ends, latest first. */
function turningPoints(estate: Estate, after: Millis, before: Millis): Millis[] {
  const dates = estate.custodians.flatMap((person) =>
    [person, ...person.keys].flatMap(({ from, until }) => [from, until]),
  );
  return [...new Set(dates)]
    .filter((moment) => moment !== undefined && moment > after && moment < before)
    .toSorted((a, b) => (b ?? 0) - (a ?? 0)) as Millis[];
}
