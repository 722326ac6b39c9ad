/** What speaks against a proof of origin; each has a check of its own in `verifyAttestation`. */
export type ProvenanceFaultCode =
  /** It cannot be read as what it says it is. */
  | 'malformed'
  /** Nothing that can be trusted says when it was signed. */
  | 'time'
  /** The certificate leads to none of the given roots, or was not valid when it was used. */
  | 'certificate'
  /** The certificate was not entered into a certificate log that is trusted. */
  | 'certificate-log'
  /** The signature was not entered into a transparency log that is trusted, or another one was. */
  | 'log'
  | 'signature'
  /** It is no certificate of a build service that signed. */
  | 'signer'
  | 'issuer'
  | 'predicate'
  | 'subject-name'
  | 'subject-digest'
  | 'repository'
  | 'commit'
  | 'publisher';

/** A proof of origin that does not hold. Caught where proofs are judged: it is a finding, never the end of a run. */
export class ProvenanceFault extends Error {
  override readonly name = 'ProvenanceFault';
  readonly code: ProvenanceFaultCode;

  constructor(code: ProvenanceFaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
