import { Fault, type FaultDetail } from '@portcullis/model';

export type ScanFaultCode =
  /** Neither npm tarball, wheel, sdist, folder nor a file of a known kind. */
  | 'unknown-format'
  /** A container that cannot be read at all. */
  | 'broken-archive'
  /** A lock file, feed, rule or override of the user that is wrong. */
  | 'bad-lock'
  | 'bad-feed'
  | 'bad-rule'
  | 'bad-override'
  /** Roots that proofs of origin are held against, and the user's words on trust. */
  | 'bad-roots'
  | 'bad-trust';

/** Input that cannot be judged; never a verdict on a package. Always a person's to mend. */
export class ScanFault extends Fault<ScanFaultCode> {
  constructor(code: ScanFaultCode, detail: FaultDetail) {
    super(code, 'operator', detail);
  }
}
