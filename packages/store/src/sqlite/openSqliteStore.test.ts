import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalStoreConformance, type StoreUnderTest } from '../journalStore.conformance.ts';
import { openSqliteStore } from './openSqliteStore.ts';

const ADAPTERS: readonly (readonly [string, () => Promise<StoreUnderTest>])[] = [['SQLite', makeSqlite]];
for (const [name, make] of ADAPTERS) journalStoreConformance(name, make);

async function makeSqlite(): Promise<StoreUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'store-'));
  const path = join(directory, 'journal.db');
  const writer = openSqliteStore({ path, mode: 'create' });
  return {
    writer,
    reader: async () => openSqliteStore({ path, mode: 'read' }),
    dispose: async () => {
      await writer.close();
      rmSync(directory, { recursive: true });
    },
  };
}

describe('a SQLite store', () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'store-'));
    path = join(directory, 'journal.db');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const fill = async (): Promise<void> => {
    const store = openSqliteStore({ path, mode: 'create' });
    const rows = Array.from({ length: 200 }, (_, at) => ({ key: `key ${at}`, leaf: 'leaf '.repeat(50) }));
    await store.commit([{ rows, cursors: {} }], () => ({ checkpoint: 'c', cursors: 'k' }));
    await store.close();
  };

  const check = async (mode: 'read' | 'write'): Promise<void> => {
    const store = openSqliteStore({ path, mode });
    try {
      await store.check();
    } finally {
      await store.close();
    }
  };

  it('syncs every commit: WAL with synchronous FULL, and leaves one file when closed', async () => {
    await fill();
    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    db.close();
    expect(() => readFileSync(`${path}-wal`)).toThrow('ENOENT');
  });

  it('refuses an absent file unless it may be made', () => {
    for (const mode of ['read', 'write'] as const) {
      expect(() => openSqliteStore({ path, mode })).toThrow(expect.objectContaining({ code: 'absent' }));
    }
  });

  it('refuses a file that is no database', () => {
    writeFileSync(path, 'not a database, but long enough to have a header of one hundred bytes '.repeat(3));
    expect(() => openSqliteStore({ path, mode: 'create' })).toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  it('refuses the database of another program, and does not add to it', () => {
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    expect(() => openSqliteStore({ path, mode: 'create' })).toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  it('refuses the tables of another version', async () => {
    await fill();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 2');
    db.close();
    expect(() => openSqliteStore({ path, mode: 'write' })).toThrow(expect.objectContaining({ code: 'newer' }));
  });

  it('finds a file that was cut short', async () => {
    await fill();
    truncateSync(path, 20_480);
    await expect(check('read')).rejects.toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  it('finds an index that does not fit its rows', async () => {
    await fill();
    const file = readFileSync(path);
    // The index of keys lies behind the rows, so the last copy of a key is the index's.
    file.write('key 13x', file.lastIndexOf('key 137'));
    writeFileSync(path, file);
    await expect(check('write')).rejects.toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});
