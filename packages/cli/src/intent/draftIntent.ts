import { type Estate, formatDuration, type Intent, type Millis, parseDuration, parseIntent, policyNameOf } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';

type Common = 'v' | 'estate' | 'nonce' | 'proposer' | 'created' | 'expires' | 'note';
/** What a person wants changed, before it has a time and a nonce. */
export type Change = Intent extends infer One ? (One extends Intent ? Omit<One, Common> : never) : never;

/** What else an intent needs. */
export interface Draft {
  readonly estate: Estate;
  readonly proposer: string;
  readonly now: Millis;
  /** 16 random bytes. */
  readonly random: Uint8Array;
  readonly expires: string | undefined;
  readonly note: string | undefined;
}

/** How long a person's gate move stays valid where the estate has no policy for it: an emergency is soon over or another one. */
const FREEZE_EXPIRES: Millis = 3_600_000;

/** Completes a change to an intent. Throws for what no policy of the estate could ever permit. */
export function draftIntent(change: Change, draft: Draft): Intent {
  const { estate, now } = draft;
  const name = policyNameOf(change.kind);
  const policy = estate.policies[name];
  if (policy === undefined && name !== 'freeze') {
    throw new CliFault('unknown-name', {
      message: `The estate has no policy "${name}": nobody could permit this.`,
      found: Object.keys(estate.policies).join(', ') || 'no policies',
      expected: `policies.${name}, such as {quorum: all}`,
      remedy: 'Add it to the estate file and propose that first: `portcullis propose estate FILE`.',
    });
  }
  const longest = policy?.expires ?? FREEZE_EXPIRES;
  const lasts = draft.expires === undefined ? longest : parseDuration(draft.expires);
  if (lasts === undefined || lasts < 1000 || lasts > longest) {
    throw new CliFault('bad-usage', { message: 'An intent cannot live that long.', found: `--expires ${draft.expires ?? ''}`, expected: `1s to ${formatDuration(longest)}, as policy "${name}" says` });
  }
  return parseIntent({
    ...change,
    v: 1,
    estate: estate.digest,
    nonce: Buffer.from(draft.random).toString('base64url'),
    proposer: draft.proposer,
    created: now,
    expires: now + lasts,
    ...(draft.note === undefined ? {} : { note: draft.note }),
  });
}
