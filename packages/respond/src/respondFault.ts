import { Fault, type FaultDetail, type FaultKind } from '@portcullis/model';

export type RespondFaultCode =
  | 'simulation-reverted'
  | 'reverted'
  | 'not-mined'
  | 'not-verified'
  | 'hijacked-path'
  | 'rpc-failed'
  | 'wrong-chain'
  | 'nonce-used'
  | 'no-key'
  | 'bad-key'
  | 'insufficient-gas-money'
  | 'no-lever'
  | 'no-recipient'
  | 'notice-refused'
  | 'notice-redirected'
  | 'notice-timeout'
  | 'notice-unreachable'
  | 'answer-malformed'
  | 'answer-forged'
  | 'answer-mismatched'
  | 'answer-stale'
  | 'stopped';

/** Who can mend each fault. */
const KINDS: Readonly<Record<RespondFaultCode, FaultKind>> = {
  /** Every way to pause would revert now. */
  'simulation-reverted': 'operator',
  /** The transaction was mined and reverted. */
  reverted: 'retryable',
  /** No block took the transaction in time, in spite of higher fees. */
  'not-mined': 'retryable',
  /** The world was read after the act and does not show the gate where it was ordered to be. */
  'not-verified': 'operator',
  /** Every way to pause runs through a contract that a breach has taken over. */
  'hijacked-path': 'operator',
  /** The node did not answer, or answered something that is no answer. */
  'rpc-failed': 'retryable',
  /** The node is of another chain than the gate. */
  'wrong-chain': 'operator',
  /** Another transaction of the same key took the nonce. */
  'nonce-used': 'retryable',
  'no-key': 'operator',
  'bad-key': 'operator',
  /** The key cannot pay for its transaction. */
  'insufficient-gas-money': 'operator',
  /** The estate has no lever for this gate any more. */
  'no-lever': 'operator',
  /** The recipient or its way to be reached is no longer in the estate. */
  'no-recipient': 'operator',
  'notice-refused': 'retryable',
  'notice-redirected': 'operator',
  'notice-timeout': 'retryable',
  'notice-unreachable': 'retryable',
  /** A gate answer that is no compact JWS of ours. */
  'answer-malformed': 'retryable',
  'answer-forged': 'operator',
  'answer-mismatched': 'retryable',
  'answer-stale': 'retryable',
  stopped: 'shutdown',
};

/** A gate, a notice or an answer that did not come about, and who can mend it. */
export class RespondFault extends Fault<RespondFaultCode> {
  constructor(code: RespondFaultCode, detail: FaultDetail) {
    super(code, KINDS[code], detail);
  }
}

/** The fault of an orderly stop. */
export function stopped(): RespondFault {
  return new RespondFault('stopped', { message: 'Stopping: this was not finished and is taken up at the next start.' });
}
