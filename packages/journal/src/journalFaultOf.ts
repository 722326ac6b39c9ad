import { StoreFault } from '@portcullis/store';
import { JournalFault } from './journalFault.ts';

/** A fault of the store in the journal's words; anything else as it is. */
export function journalFaultOf(error: unknown): unknown {
  if (!(error instanceof StoreFault)) return error;
  const { message, found, expected, remedy, kind, code } = error;
  const detail = { message, found, expected, remedy, cause: error };
  switch (code) {
    case 'held':
    case 'absent':
    case 'damaged':
    case 'newer':
      return new JournalFault(code, kind, detail);
    case 'full':
    case 'io':
      return new JournalFault('disk', kind, detail);
    case 'misused':
      return new JournalFault('closed', kind, detail);
    default:
      return code satisfies never;
  }
}
