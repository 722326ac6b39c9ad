import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '../openJournal.ts';
import { mintEntry } from './entries.ts';

/** A folder for journals under test. */
export interface JournalHome {
  /** A path in it where nothing is yet, or a copy of another directory. */
  place(name: string, copyOf?: string): string;
  remove(): void;
}

export function journalHome(): JournalHome {
  const root = mkdtempSync(join(tmpdir(), 'journal-'));
  return {
    place: (name, copyOf) => {
      const directory = join(root, name);
      // The shared-memory file belongs to the processes that have the original open.
      if (copyOf !== undefined)
        cpSync(copyOf, directory, { recursive: true, filter: (path) => !path.endsWith('-shm') });
      return directory;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Opens a journal, appends the mints `from` to `to` (exclusive) one call each, moves a cursor, closes it. */
export async function writeMints(directory: string, from: number, to: number, salt: string = ''): Promise<void> {
  const journal = await openJournal({ directory, mode: 'write' });
  try {
    await Promise.all(Array.from({ length: to - from }, (_, at) => journal.append([mintEntry(from + at, salt)])));
    await journal.append([], { bsc: `${to}` });
  } finally {
    await journal.close();
  }
}

/** Does to the database what someone with the file and no key can do. */
export function tamper(directory: string, sql: string): void {
  const db = new DatabaseSync(join(directory, 'journal.db'));
  db.exec(sql);
  db.close();
}
