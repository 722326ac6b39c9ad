import { type Estate, type Intent, type Millis, parseDuration } from '@portcullis/model';
import { createIntent, type IntentFields } from '@portcullis/signoff';
import { CliFault } from '../cliFault.ts';

/** What a person wants changed, before it has a proposer, a time and a nonce. */
export type Change = IntentFields extends infer One
  ? One extends IntentFields
    ? Omit<One, 'proposer' | 'note' | 'expires'>
    : never
  : never;

/** What else an intent needs. */
export interface Draft {
  readonly estate: Estate;
  readonly proposer: string;
  readonly now: Millis;
  /** 16 or more random bytes. */
  readonly random: Uint8Array;
  /** `--expires`, as written; absent: as long as the policy allows. */
  readonly expires: string | undefined;
  readonly note: string | undefined;
}

/** Completes a change to an intent. Throws SignoffFault for what nobody could permit, and `bad-usage` for a wrong `--expires`. */
export function draftIntent(change: Change, draft: Draft): Intent {
  const lasts = draft.expires === undefined ? undefined : parseDuration(draft.expires);
  if (draft.expires !== undefined && (lasts === undefined || lasts < 1000)) {
    throw new CliFault('bad-usage', {
      message: 'This is not a duration.',
      found: `--expires ${draft.expires}`,
      expected: 'such as 30m, 24h or 3d',
    });
  }
  const fields = {
    ...change,
    proposer: draft.proposer,
    ...(draft.note === undefined ? {} : { note: draft.note }),
    ...(lasts === undefined ? {} : { expires: draft.now + lasts }),
  } as IntentFields;
  return createIntent(fields, {
    now: draft.now,
    nonce: Buffer.from(draft.random).toString('base64url'),
    estate: draft.estate,
  });
}
