import type { Digest, Millis } from '@portcullis/model';
import type { NeededQuorum } from './quorumOf.ts';
import type { SignoffFaultCode } from './signoffFault.ts';

/** A person's sign-off that counts: the first valid one of that person. */
export interface CountedSignoff {
  readonly custodian: string;
  /** Fingerprint, `SHA256:…`. */
  readonly key: string;
  readonly received: Millis;
}

/** A signature that does not count, and why. */
export interface RefusedSignoff {
  /** Its place in the list that was counted. */
  readonly at: number;
  readonly code: SignoffFaultCode;
  readonly message: string;
  readonly found: string | undefined;
  readonly expected: string | undefined;
  readonly remedy: string | undefined;
  /** Where known. */
  readonly custodian: string | undefined;
  readonly key: string | undefined;
}

/** What an intent still lacks. */
export interface Lack {
  readonly code: 'quorum-short' | 'proposer-alone';
  readonly message: string;
  readonly found: string;
  readonly expected: string;
}

/** Persons counted for an intent. */
export interface Tally {
  readonly intent: Digest;
  readonly quorum: NeededQuorum;
  readonly counted: readonly CountedSignoff[];
  /** The proposer's own sign-off where the proposer is not of the group: it proves the proposer's name, and does not count. */
  readonly proposer: CountedSignoff | undefined;
  readonly refused: readonly RefusedSignoff[];
  /** Of those needed, who has not signed. */
  readonly waiting: readonly string[];
  /** Empty exactly when the intent is fully signed. */
  readonly lacks: readonly Lack[];
  /** When the deciding sign-off was received, not before the intent's `created`; `undefined` while anything lacks. */
  readonly decided: Millis | undefined;
}
