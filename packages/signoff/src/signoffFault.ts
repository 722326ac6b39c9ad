import { Fault, type FaultDetail } from '@portcullis/model';

export type SignoffFaultCode =
  // What a signature or a key is.
  | 'bad-armor'
  | 'bad-encoding'
  | 'bad-key'
  | 'certificate-refused'
  | 'unknown-algorithm'
  | 'weak-algorithm'
  | 'weak-key'
  | 'algorithm-mismatch'
  | 'no-user-presence'
  | 'bad-client-data'
  | 'wrong-namespace'
  | 'bad-signature'
  // Whose it is, and whether it counts.
  | 'unknown-key'
  | 'key-of-two'
  | 'custodian-left'
  | 'custodian-out-of-dates'
  | 'key-out-of-dates'
  | 'outside-group'
  | 'too-early'
  | 'too-late'
  | 'person-counted'
  | 'too-many-signatures'
  // Whether an intent can be permitted at all, and whether it is.
  | 'wrong-estate'
  | 'no-policy'
  | 'impossible-quorum'
  | 'lifetime-too-long'
  | 'unknown-proposer'
  | 'unknown-gate'
  | 'quorum-short'
  | 'proposer-alone'
  | 'bad-window'
  | 'no-window'
  // What the journal says against what was signed.
  | 'bad-estate'
  | 'estate-not-signed'
  | 'unknown-intent'
  | 'misattributed';

/** A signature, key, intent or journal entry that does not count, with the reason. Always a person's to mend. */
export class SignoffFault extends Fault<SignoffFaultCode> {
  constructor(code: SignoffFaultCode, detail: FaultDetail) {
    super(code, 'operator', detail);
  }
}
