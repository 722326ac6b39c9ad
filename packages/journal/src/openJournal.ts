import { journalPaths } from './files/journalPaths.ts';
import type { Journal } from './journal.ts';
import { ReadableJournal } from './readableJournal.ts';
import { WritableJournal, type WritableJournalOptions } from './writableJournal.ts';

export interface OpenJournalOptions extends WritableJournalOptions {
  readonly mode: 'write' | 'read';
}

/**
 * Opens a journal. For writing: takes the directory, makes key and database where there is
 * nothing yet, and verifies everything before it resolves; a second writer is refused. For
 * reading: at any time, beside a writer too; verifies signatures, and `verifyJournal` the rest.
 *
 * Throws `held`, `absent`, `damaged`, `truncated`, `edited`, `rolled-back`, `forked`, `wrong-key`,
 * `key-missing`, `key-exposed`, `bad-key`, `checkpoint-missing`, `bad-origin`, `newer`, `disk`.
 */
export async function openJournal(options: OpenJournalOptions): Promise<Journal> {
  const paths = journalPaths(options.directory);
  return options.mode === 'write' ? WritableJournal.open(paths, options) : ReadableJournal.open(paths);
}
