import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Batch, Change, Cursors, Head, JournalStore, Placed, Row, Seal } from '../journalStore.ts';
import { StoreFault } from '../storeFault.ts';
import { prepareSchema } from './schema.ts';
import { damaged, guarded } from './sqliteFault.ts';

export interface SqliteStoreOptions {
  /** The database file. */
  readonly path: string;
  /** `create` writes too, and makes the file where there is none. */
  readonly mode: 'create' | 'write' | 'read';
}

/**
 * The port over one SQLite file by `node:sqlite`: WAL, `synchronous=FULL`. Every call blocks
 * its thread for as long as the disk takes, so a writer belongs on a thread of its own.
 * For writing, the caller holds the directory (`holdDirectory`).
 * Throws `absent`, `damaged`, `newer`, `io`.
 */
export function openSqliteStore({ path, mode }: SqliteStoreOptions): JournalStore {
  if (mode !== 'create' && !existsSync(path)) {
    throw new StoreFault('absent', 'operator', {
      message: 'There is no journal here.',
      found: `no file ${path}`,
      remedy: 'Check the directory.',
    });
  }
  const db = guarded(path, () => new DatabaseSync(path, { readOnly: mode === 'read', timeout: 5000 }));
  try {
    return guarded(path, () => {
      prepareSchema(db, path, mode);
      return new SqliteStore(db, path, mode !== 'read');
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

type Tuple = readonly [index: number, key: string, leaf: string];

class SqliteStore implements JournalStore {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #writable: boolean;
  readonly #size: StatementSync;
  readonly #seal: StatementSync;
  readonly #cursors: StatementSync;
  readonly #find: StatementSync;
  readonly #scan: StatementSync;

  constructor(db: DatabaseSync, path: string, writable: boolean) {
    this.#db = db;
    this.#path = path;
    this.#writable = writable;
    this.#size = db.prepare('SELECT coalesce(max(idx) + 1, 0) AS size FROM entries');
    this.#seal = db.prepare('SELECT checkpoint, cursors FROM seal');
    this.#cursors = db.prepare('SELECT name, value FROM cursors ORDER BY name');
    this.#find = db.prepare('SELECT idx FROM entries WHERE key = ?');
    this.#scan = db.prepare('SELECT idx, key, leaf FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx LIMIT ?');
    this.#scan.setReturnArrays(true);
  }

  async head(): Promise<Head> {
    return this.#run(() => {
      this.#db.exec('BEGIN');
      try {
        const seal = this.#seal.get() as unknown as Seal | undefined;
        return {
          size: this.#readSize(),
          seal: seal === undefined ? undefined : { checkpoint: seal.checkpoint, cursors: seal.cursors },
          cursors: this.#readCursors(),
        };
      } finally {
        if (this.#db.isTransaction) this.#db.exec('COMMIT');
      }
    });
  }

  async commit(batches: readonly Batch[], seal: (change: Change) => Seal): Promise<readonly (readonly Placed[])[]> {
    if (!this.#writable) throw misused('a commit to a store opened for reading');
    return this.#run(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const from = this.#readSize();
        const leaves: string[] = [];
        const placed = batches.map(({ rows }) => rows.map(({ key, leaf }) => this.#place(key, leaf, from, leaves)));
        this.#writeSeal(seal({ from, leaves, cursors: this.#moveCursors(batches) }));
        this.#db.exec('COMMIT');
        return placed;
      } catch (error) {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  async *scan(from: number, to: number, chunk: number = 256): AsyncIterable<readonly Row[]> {
    for (let next = from; next < to;) {
      const tuples = this.#run(() => this.#scan.all(next, to, chunk) as unknown as readonly Tuple[]);
      const last = tuples.at(-1);
      if (last === undefined) return;
      yield tuples.map(([index, key, leaf]) => ({ index, key, leaf }));
      next = last[0] + 1;
    }
  }

  async find(key: string): Promise<number | undefined> {
    return this.#run(() => this.#indexOf(key));
  }

  async check(): Promise<void> {
    const lines = this.#run(() => this.#db.prepare('PRAGMA integrity_check(5)').all());
    const complaints = lines.map((line) => String(line['integrity_check'])).filter((line) => line !== 'ok');
    if (complaints.length > 0) throw damaged(`${complaints.join('; ')} in ${this.#path}`);
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }

  #insert: StatementSync | undefined;
  #setCursor: StatementSync | undefined;
  #setSeal: StatementSync | undefined;

  #place(key: string, leaf: string, from: number, leaves: string[]): Placed {
    this.#insert ??= this.#db.prepare(
      'INSERT INTO entries (idx, key, leaf) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING',
    );
    const index = from + leaves.length;
    if (Number(this.#insert.run(index, key, leaf).changes) === 1) {
      leaves.push(leaf);
      return { index, fresh: true };
    }
    return { index: this.#indexOf(key) ?? index, fresh: false };
  }

  #moveCursors(batches: readonly Batch[]): Cursors | undefined {
    const moved = Object.assign({}, ...batches.map(({ cursors }) => cursors)) as Cursors;
    const names = Object.keys(moved);
    if (names.length === 0) return undefined;
    this.#setCursor ??= this.#db.prepare(
      'INSERT INTO cursors (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    for (const name of names) this.#setCursor.run(name, moved[name] ?? '');
    return this.#readCursors();
  }

  #writeSeal({ checkpoint, cursors }: Seal): void {
    this.#setSeal ??= this.#db.prepare(
      'INSERT INTO seal (id, checkpoint, cursors) VALUES (0, ?, ?) ON CONFLICT (id) DO UPDATE SET checkpoint = excluded.checkpoint, cursors = excluded.cursors',
    );
    this.#setSeal.run(checkpoint, cursors);
  }

  #readSize(): number {
    return Number(this.#size.get()?.['size']);
  }

  #readCursors(): Cursors {
    return Object.fromEntries(this.#cursors.all().map((row) => [String(row['name']), String(row['value'])]));
  }

  #indexOf(key: string): number | undefined {
    const index = this.#find.get(key)?.['idx'];
    return index === undefined ? undefined : Number(index);
  }

  #run<T>(action: () => T): T {
    if (!this.#db.isOpen) throw misused('a call to a store that was closed');
    return guarded(this.#path, action);
  }
}

function misused(found: string): StoreFault {
  return new StoreFault('misused', 'bug', { message: 'The store was used wrongly.', found });
}
