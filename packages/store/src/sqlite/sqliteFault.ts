import { StoreFault } from '../storeFault.ts';

const DAMAGED: ReadonlySet<number> = new Set([11, 26]);
const FULL = 13;
const ABSENT = 14;

/** Runs a statement and turns what SQLite throws into a `StoreFault`. */
export function guarded<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw sqliteFault(path, error);
  }
}

/** The `StoreFault` for an error of SQLite; any other error is returned as it is. */
function sqliteFault(path: string, error: unknown): unknown {
  const code = (error as { errcode?: unknown }).errcode;
  if (!(error instanceof Error) || typeof code !== 'number') return error;
  const primary = code & 0xff;
  const found = `${error.message} (SQLite code ${code}) in ${path}`;
  if (DAMAGED.has(primary)) return damaged(found, error);
  if (primary === FULL) {
    return new StoreFault('full', 'retryable', {
      message: 'The disk is full: nothing of this commit was written.',
      found,
      remedy: 'Make room on the disk. The writer goes on by itself.',
      cause: error,
    });
  }
  if (primary === ABSENT) {
    return new StoreFault('absent', 'operator', {
      message: 'The journal database cannot be opened.',
      found,
      expected: 'a readable database, in a directory that this user may write to',
      remedy: 'Check the path and its permissions.',
      cause: error,
    });
  }
  return new StoreFault('io', 'retryable', {
    message: 'The journal database refused.',
    found,
    remedy: 'Check the disk and the permissions of the directory.',
    cause: error,
  });
}

export function damaged(found: string, cause?: unknown): StoreFault {
  return new StoreFault('damaged', 'operator', {
    message: 'The journal database is damaged.',
    found,
    expected: 'the file as the database wrote it',
    remedy: 'Keep this file as evidence and restore the directory from a copy.',
    cause,
  });
}
