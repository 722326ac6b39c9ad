import type { DatabaseSync } from 'node:sqlite';
import { StoreFault } from '../storeFault.ts';
import { damaged } from './sqliteFault.ts';

/** "Port" in ASCII: tells `file` and us whose database it is. */
const APPLICATION_ID = 0x506f7274;
const VERSION = 1;

const TABLES = `
CREATE TABLE entries (idx INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, leaf TEXT NOT NULL) STRICT;
CREATE TABLE cursors (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 0), checkpoint TEXT NOT NULL, cursors TEXT NOT NULL) STRICT;
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${VERSION};
`;

/** Sets the connection up, and makes the tables in an empty file that may be created. Throws `damaged`, `newer`. */
export function prepareSchema(db: DatabaseSync, path: string, mode: 'create' | 'write' | 'read'): void {
  if (mode !== 'read') db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0');
  const version = pragma(db, 'user_version');
  const owner = pragma(db, 'application_id');
  if (version === 0 && owner === 0 && mode === 'create' && isEmpty(db)) {
    db.exec(`BEGIN IMMEDIATE; ${TABLES} COMMIT`);
    return;
  }
  if (owner !== APPLICATION_ID) throw damaged(`the application id ${owner} in ${path}`);
  if (version === VERSION) return;
  throw new StoreFault('newer', 'operator', {
    message: 'Another version of Portcullis wrote this journal.',
    found: `schema version ${version} in ${path}`,
    expected: `schema version ${VERSION}`,
    remedy: 'Run the version that wrote it.',
  });
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(db: DatabaseSync): boolean {
  return Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']) === 0;
}
