import { existsSync, readFileSync } from 'node:fs';
import { openSqliteStore } from '@portcullis/store';
import { readVerifier } from './files/journalKey.ts';
import { journalPaths } from './files/journalPaths.ts';
import { hashBase64 } from './merkle/hash.ts';
import { parseNoteVerifier } from './note/noteKey.ts';
import { journalFaultOf } from './journalFaultOf.ts';
import { type Progress, verifyStore } from './verifyStore.ts';

/** What `portcullis journal verify` says of a journal with which nothing is wrong. JSON as it is. */
export interface VerifyReport {
  readonly size: number;
  /** Root of the tree, base64. */
  readonly root: string;
  readonly checkpoint: string;
  readonly verifierKey: string;
  /** Entries of each type, by name. */
  readonly types: Readonly<Record<string, number>>;
  /** Milliseconds it took. */
  readonly duration: number;
}

/**
 * Verifies a journal without changing it, also while a server writes to it: structure, every
 * entry against the signed checkpoint, cursors, and the checkpoint file. `verifierKey` is the key
 * that the auditor knows from elsewhere; without it, the one in the directory is used, and a
 * journal replaced together with its key is not noticed.
 * Throws `absent`, `damaged`, `truncated`, `edited`, `rolled-back`, `forked`, `wrong-key`,
 * `key-missing`, `bad-key`, `checkpoint-missing`, `newer`.
 */
export async function verifyJournal(
  directory: string,
  onProgress?: (progress: Progress) => void,
  verifierKey?: string,
): Promise<VerifyReport> {
  const started = performance.now();
  const paths = journalPaths(directory);
  // Read before the database: a writer may go on in between, and the database is never behind the file.
  const beside = existsSync(paths.checkpoint) ? readFileSync(paths.checkpoint, 'utf8') : undefined;
  try {
    const store = openSqliteStore({ path: paths.database, mode: 'read' });
    try {
      const verifier = verifierKey === undefined ? readVerifier(paths) : parseNoteVerifier(verifierKey);
      const { checkpoint, tree, types } = await verifyStore({ store, verifier, beside, onProgress });
      return {
        size: tree.size,
        root: hashBase64(tree.root()),
        checkpoint,
        verifierKey: verifier.text,
        types: Object.fromEntries([...types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
        duration: performance.now() - started,
      };
    } finally {
      await store.close();
    }
  } catch (error) {
    throw journalFaultOf(error);
  }
}
