import { Fault, type FaultDetail, type FaultKind } from '@portcullis/model/fault';

export type StoreFaultCode =
  /** Another process has the directory open for writing. */
  | 'held'
  /** There is no store here, and it may not be made. */
  | 'absent'
  /** The file is not what the database wrote: cut short, overwritten, bits flipped. */
  | 'damaged'
  /** A newer version wrote it. */
  | 'newer'
  /** No room left on the disk. */
  | 'full'
  /** The disk or the permissions refused. */
  | 'io'
  /** Used after `close`, or for writing when opened for reading. */
  | 'misused';

/** What the store refuses. Nothing of a refused commit was written. */
export class StoreFault extends Fault<StoreFaultCode> {
  constructor(code: StoreFaultCode, kind: FaultKind, detail: FaultDetail) {
    super(code, kind, detail);
  }
}
