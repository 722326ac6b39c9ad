import { Fault, type FaultDetail, type FaultKind } from '@portcullis/model';

export type ServerFaultCode =
  | 'estate-invalid'
  | 'estate-unreadable'
  | 'secret-unreadable'
  | 'listen-failed'
  | 'journal-failed'
  | 'judging-failed'
  | 'unknown-intent'
  | 'unknown-gate'
  | 'refused-intent'
  | 'refused-signature'
  | 'refused-estate'
  | 'no-such-entry';

/** What the server refuses or cannot do; `kind` says who mends it. */
export class ServerFault extends Fault<ServerFaultCode> {
  constructor(code: ServerFaultCode, detail: FaultDetail, kind: FaultKind = 'operator') {
    super(code, kind, detail);
  }
}
