import type { Bundle, Estate, Permit } from '@portcullis/model';
import { checkIntent } from './checkIntent.ts';
import { countUnder } from './countSignoffs.ts';
import { type NextWindow, permitOf } from './permitOf.ts';
import { SignoffFault } from './signoffFault.ts';
import type { Tally } from './tally.ts';

/** A bundle that holds: who signed, and what follows. */
export interface BundleVerdict {
  readonly tally: Tally;
  readonly permit: Permit;
}

/**
 * Checks a sign-off bundle against an estate file that the caller has from elsewhere, with
 * no server and no clock: the verdict says from when to when the permit holds, and the
 * caller compares. Times of receipt in a bundle are claims; they can move the start of the
 * permit within the intent's signed life, never who counts.
 *
 * Throws `wrong-estate`, what `checkIntent` throws, `quorum-short`, `proposer-alone`, `no-window`.
 */
export function verifyBundle(
  bundle: Bundle,
  estate: Estate,
  options: { readonly nextWindow?: NextWindow | undefined } = {},
): BundleVerdict {
  // Policy stored beside the signatures: whoever writes the bundle must not choose who is counted.
  if (bundle.estate !== estate.digest) {
    throw new SignoffFault('wrong-estate', {
      message: 'The bundle was counted under another estate file than yours.',
      found: bundle.estate,
      expected: `${estate.digest}, your file of "${estate.name}"`,
      remedy: 'Get the estate file that was in force from a source you trust, not from who gave you the bundle.',
    });
  }
  // An intent for another estate, a kind without policy, a life too long, a quorum nobody can give.
  const quorum = checkIntent(bundle.intent, estate);
  // Persons, not signatures; each by a known key, in its dates, over these very bytes.
  const tally = countUnder({ estate, intent: bundle.intent, signatures: bundle.signatures }, quorum);
  const [lack] = tally.lacks;
  if (lack !== undefined) {
    const refused = tally.refused.map((one) => `\n    refused (${one.code}): ${one.message}`).join('');
    throw new SignoffFault(lack.code, {
      message: lack.message,
      found: `${lack.found}${refused}`,
      expected: lack.expected,
      remedy: `Collect the sign-offs of ${tally.waiting.join(', ')}.`,
    });
  }
  // Fully signed, and yet no moment at which it may be used.
  const permit = permitOf({ estate, intent: bundle.intent, tally, nextWindow: options.nextWindow });
  if (permit === undefined) {
    throw new SignoffFault('no-window', {
      message: 'The intent is fully signed, but its delay and window leave it no time before it expires.',
      found: `delay ${quorum.policy.delay} ms${quorum.policy.window === undefined ? '' : `, window ${quorum.policy.window.rule}`}`,
      expected: 'a moment before the expiry',
      remedy: 'Propose it again with a later expiry, and sign earlier.',
    });
  }
  return { tally, permit };
}
