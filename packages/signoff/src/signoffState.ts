import type { Digest, Estate, Intent, Millis, Permit, Signature } from '@portcullis/model';
import type { SignoffFaultCode } from './signoffFault.ts';
import type { RefusedSignoff, Tally } from './tally.ts';

/** Why an entry or an intent does not count. */
export interface Refusal {
  readonly code: SignoffFaultCode;
  readonly message: string;
  readonly found: string | undefined;
  readonly expected: string | undefined;
}

/** Everything the journal says of one intent. Replaced, never changed. */
export interface IntentRecord {
  readonly id: Digest;
  readonly intent: Intent;
  readonly proposed: { readonly index: number; readonly at: Millis };
  /** The sign-offs that count; with the intent and the estate's digest they are its bundle. */
  readonly signatures: readonly Signature[];
  readonly refused: readonly RefusedSignoff[];
  /** `undefined` where the intent itself was refused. */
  readonly tally: Tally | undefined;
  readonly permit: Permit | undefined;
  /** Why it can never be permitted, or not any more. */
  readonly refusal: Refusal | undefined;
  /** An estate intent that was carried out; it cannot be again. */
  readonly adopted: boolean;
}

/** An entry of the journal that claims what was not signed. It changed nothing. */
export interface RejectedEntry extends Refusal {
  readonly index: number;
  readonly key: string;
}

/** Who may do what, as the journal's signed entries say. */
export interface SignoffState {
  /** The estate in force; `undefined` before the journal is founded. */
  readonly estate: Estate | undefined;
  readonly intents: ReadonlyMap<Digest, IntentRecord>;
  readonly permits: ReadonlyMap<Digest, Permit>;
  /** Forged or mistaken entries. One here means that somebody wrote to the journal who should not. */
  readonly rejected: readonly RejectedEntry[];
}

/**
 * `open`: sign-offs lack. `waiting`: fully signed, its delay or window has not begun.
 * `permitted`: may be spent now. `expired`: its time is over. `adopted`: an estate change
 * that was made. `refused`: it can never be permitted. `void`: it could have been, but the
 * estate changed, or no time is left in its window.
 */
export const INTENT_STATES = ['open', 'waiting', 'permitted', 'expired', 'adopted', 'refused', 'void'] as const;
export type IntentState = (typeof INTENT_STATES)[number];

/** The state of an intent at a moment. Whether a permit was spent is not known here: that is for effects to show. */
export function intentStateAt(record: IntentRecord, now: Millis): IntentState {
  if (record.adopted) return 'adopted';
  if (record.permit !== undefined)
    return now < record.permit.from ? 'waiting' : now < record.permit.until ? 'permitted' : 'expired';
  if (record.tally === undefined) return 'refused';
  if (record.refusal !== undefined) return 'void';
  return now < record.intent.expires ? 'open' : 'expired';
}
