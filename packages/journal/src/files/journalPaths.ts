import { join } from 'node:path';

/** The files of a journal in its directory. */
export interface JournalPaths {
  readonly directory: string;
  /** SQLite database: entries, cursors, the signed checkpoint. */
  readonly database: string;
  /** The newest signed checkpoint, beside the database, so that an older copy of the database is noticed. */
  readonly checkpoint: string;
  /** Private key of the checkpoints, mode 0600. */
  readonly key: string;
  /** Public key of the checkpoints. */
  readonly verifier: string;
}

export function journalPaths(directory: string): JournalPaths {
  return {
    directory,
    database: join(directory, 'journal.db'),
    checkpoint: join(directory, 'checkpoint'),
    key: join(directory, 'checkpoint.key'),
    verifier: join(directory, 'checkpoint.vkey'),
  };
}
