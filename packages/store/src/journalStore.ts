/** A leaf to be appended. */
export interface NewRow {
  /** Idempotency key: unique in the whole store. */
  readonly key: string;
  /** The bytes of the leaf, as text (UTF-8). The store does not look inside. */
  readonly leaf: string;
}

/** A leaf with its place, counted from 0 without gaps. */
export interface Row extends NewRow {
  readonly index: number;
}

/** Named texts that a reader of the world resumes from. */
export type Cursors = Readonly<Record<string, string>>;

/** What one caller wants committed together. */
export interface Batch {
  readonly rows: readonly NewRow[];
  readonly cursors: Cursors;
}

/** Where a row is. `fresh` is false when a row with its key was there already; `index` is then that row's. */
export interface Placed {
  readonly index: number;
  readonly fresh: boolean;
}

/** What the journal signs: opaque to the store, and always of the same commit as the rows. */
export interface Seal {
  readonly checkpoint: string;
  readonly cursors: string;
}

/** What a commit is about to make true. */
export interface Change {
  /** Leaves that are new, in order; the first gets the index `from`. */
  readonly from: number;
  readonly leaves: readonly string[];
  /** All cursors as they will stand, or `undefined` when none changes. */
  readonly cursors: Cursors | undefined;
}

/** One consistent view of everything but the rows. */
export interface Head {
  readonly size: number;
  readonly seal: Seal | undefined;
  readonly cursors: Cursors;
}

/**
 * Port of the tables under a journal. One writer, any number of readers, each with a store
 * of its own; an adapter passes `journalStoreConformance`. All methods throw `StoreFault`.
 */
export interface JournalStore {
  head(): Promise<Head>;
  /**
   * Appends the batches in one durable transaction, all or none. Rows whose key exists
   * already, in the store or earlier in the same call, are not appended again. `seal` is called
   * once inside the transaction with what will be added; what it throws rolls everything back.
   * Answers row by row, one list per batch. Resolves when the data is on the disk.
   */
  commit(batches: readonly Batch[], seal: (change: Change) => Seal): Promise<readonly (readonly Placed[])[]>;
  /** Rows [from, to) in order, in chunks of at most `chunk` rows (256). Stops early where there are no more. */
  scan(from: number, to: number, chunk?: number): AsyncIterable<readonly Row[]>;
  /** The index of the row with this key. */
  find(key: string): Promise<number | undefined>;
  /** Looks for damage in the store's own structures. Throws `damaged`. */
  check(): Promise<void>;
  close(): Promise<void>;
}
