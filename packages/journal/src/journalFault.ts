import { Fault, type FaultDetail, type FaultKind } from '@portcullis/model/fault';

export type JournalFaultCode =
  /** There is no journal in this directory. */
  | 'absent'
  /** Another process has the journal open for writing. */
  | 'held'
  /** The database's own structure is broken: cut short, overwritten, bits flipped. */
  | 'damaged'
  /** Entries are missing at the end, against the signed checkpoint. */
  | 'truncated'
  /** Entries, cursors or the checkpoint are not what was signed. */
  | 'edited'
  /** An older copy of the database, against the checkpoint file beside it. */
  | 'rolled-back'
  /** Another history of at least the same size than the checkpoint file's. */
  | 'forked'
  /** The checkpoint is signed with another key. */
  | 'wrong-key'
  | 'key-missing'
  /** The private key is readable by others. */
  | 'key-exposed'
  | 'bad-key'
  /** The checkpoint file beside the database is missing. */
  | 'checkpoint-missing'
  | 'bad-note'
  | 'bad-proof'
  | 'bad-origin'
  /** A newer version wrote it. */
  | 'newer'
  /** The disk is full or refuses. Nothing of this append was written. */
  | 'disk'
  | 'out-of-range'
  | 'read-only'
  | 'closed'
  /** The writer thread ended. Whether unacknowledged entries were written is unknown until the next start. */
  | 'writer-lost';

/** What the journal refuses, and why. */
export class JournalFault extends Fault<JournalFaultCode> {
  constructor(code: JournalFaultCode, kind: FaultKind, detail: FaultDetail) {
    super(code, kind, detail);
  }
}

/** The journal is not what it was when it was signed: the same advice each time. */
export function tampered(
  code: 'truncated' | 'edited' | 'rolled-back' | 'forked' | 'wrong-key' | 'checkpoint-missing',
  message: string,
  found: string,
  expected: string,
): JournalFault {
  return new JournalFault(code, 'operator', {
    message,
    found,
    expected,
    remedy:
      'Keep the directory as evidence, find out who or what changed it, and restore the whole directory from its newest copy.',
  });
}
