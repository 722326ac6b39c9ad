import type { FaultKind } from '@portcullis/model/fault';
import { JournalFault, type JournalFaultCode } from './journalFault.ts';
import type { Progress } from './verifyStore.ts';

/** What travels between the journal and the thread of its writer. */
export interface WriterStart {
  readonly directory: string;
  readonly origin: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How this process was called, for the one that is refused. */
  readonly command: string;
}

export type ToWriter =
  | {
      readonly is: 'append';
      readonly keys: readonly string[];
      readonly leaves: readonly string[];
      /** Rows of each batch. */
      readonly counts: readonly number[];
      readonly cursors: readonly (Readonly<Record<string, string>> | undefined)[];
    }
  | { readonly is: 'close' };

export type FromWriter =
  | { readonly is: 'progress'; readonly progress: Progress }
  | { readonly is: 'ready'; readonly size: number; readonly subtrees: Uint8Array; readonly verifier: string }
  | { readonly is: 'appended'; readonly indices: readonly number[]; readonly fresh: readonly boolean[] }
  | { readonly is: 'fault'; readonly fault: WireFault }
  | { readonly is: 'closed' };

/** A fault as plain data: an error loses its class and members between threads. */
export interface WireFault {
  readonly code: JournalFaultCode;
  readonly kind: FaultKind;
  readonly message: string;
  readonly found: string | undefined;
  readonly expected: string | undefined;
  readonly remedy: string | undefined;
}

/** Any other error than a `JournalFault` is our own mistake: it ends as `writer-lost`, with its text. */
export function faultToWire(error: unknown): WireFault {
  if (error instanceof JournalFault) {
    const { code, kind, message, found, expected, remedy } = error;
    return { code, kind, message, found, expected, remedy };
  }
  const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'writer-lost',
    kind: 'bug',
    message: 'The writer of the journal failed.',
    found,
    expected: undefined,
    remedy: undefined,
  };
}

export function faultFromWire({ code, kind, ...detail }: WireFault): JournalFault {
  return new JournalFault(code, kind, detail);
}
