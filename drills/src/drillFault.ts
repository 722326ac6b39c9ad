import { Fault, type FaultDetail, type FaultKind } from '@portcullis/model';

export type DrillFaultCode =
  /** No drill or variant of that name. */
  | 'no-such-drill'
  /** A step that must succeed for the drill to mean anything did not. */
  | 'step-failed'
  /** The product did not start, answer or end as its manual says. */
  | 'product-failed'
  /** The drill was stopped on purpose. */
  | 'stopped';

/** A drill that could not be carried through. It says nothing about the loss. */
export class DrillFault extends Fault<DrillFaultCode> {
  constructor(code: DrillFaultCode, detail: FaultDetail, kind: FaultKind = code === 'stopped' ? 'shutdown' : 'bug') {
    super(code, kind, detail);
  }
}
