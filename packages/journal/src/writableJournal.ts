import { canonicalJson, type Entry, parseEntry, type Recorded } from '@portcullis/model';
import type { NewRow } from '@portcullis/store';
import type { JournalPaths } from './files/journalPaths.ts';
import type { Appended, Journal } from './journal.ts';
import { LogTree } from './logTree.ts';
import { parseNoteVerifier } from './note/noteKey.ts';
import type { ConsistencyProof, InclusionProof } from './proofs.ts';
import { Reader } from './reader.ts';
import type { Progress } from './verifyStore.ts';
import { WriterClient } from './writerClient.ts';

type Listener = (recorded: readonly Recorded[]) => void;

export interface WritableJournalOptions {
  /** The journal's own directory; made where absent when writing. */
  readonly directory: string;
  /** Name of the log, once and for all, when the journal is made (`originOf` makes one of an estate's name). Later ignored. */
  readonly origin?: string | undefined;
  /** Tells how far the verification at the start in write mode is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A journal open for writing: one thread that writes, and a connection here that reads. */
export class WritableJournal implements Journal {
  readonly verifierKey: string;
  readonly #writer: WriterClient;
  readonly #reader: Reader;
  readonly #shared: { size: number; readonly listeners: Set<Listener> };

  private constructor(
    writer: WriterClient,
    reader: Reader,
    shared: { size: number; readonly listeners: Set<Listener> },
  ) {
    this.#writer = writer;
    this.#reader = reader;
    this.#shared = shared;
    this.verifierKey = reader.verifier.text;
  }

  static async open(paths: JournalPaths, { directory, origin, onProgress }: WritableJournalOptions): Promise<Journal> {
    const shared = { size: 0, listeners: new Set<Listener>() };
    const onDurable = (first: number, rows: readonly NewRow[]): void => {
      shared.size = first + rows.length;
      if (shared.listeners.size === 0) return;
      // Parsed anew: what listeners fold live is then exactly what they would fold after a restart.
      const recorded = rows.map(({ leaf }, at) => ({ index: first + at, entry: JSON.parse(leaf) as Entry }));
      for (const listener of shared.listeners) tell(listener, recorded);
    };
    const { client, ready } = await WriterClient.start({
      directory,
      origin,
      now: Date.now(),
      command: process.argv.join(' '),
      onProgress,
      onDurable,
    });
    shared.size = ready.size;
    try {
      const reader = Reader.open(paths, parseNoteVerifier(ready.verifier), LogTree.fromBytes(ready.subtrees));
      return new WritableJournal(client, reader, shared);
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  get size(): number {
    return this.#shared.size;
  }

  async append(entries: readonly Entry[], cursors?: Readonly<Record<string, string>>): Promise<readonly Appended[]> {
    // An entry that could be written and not read again would stop every later start.
    const rows = entries.map((entry) => ({ key: entry.key, leaf: canonicalJson(parseEntry(entry)) }));
    return this.#writer.append(rows, cursors);
  }

  read(from: number = 0, to: number = this.size): AsyncIterable<Recorded> {
    return this.#reader.read(from, to);
  }

  follow(listener: Listener): () => void {
    const own: Listener = (recorded) => listener(recorded);
    this.#shared.listeners.add(own);
    return () => this.#shared.listeners.delete(own);
  }

  async cursor(name: string): Promise<string | undefined> {
    return (await this.#reader.head()).cursors[name];
  }

  async checkpoint(): Promise<string> {
    // Signed by this process and verified at its start, so it is not verified at every look.
    return (await this.#reader.head()).seal?.checkpoint ?? '';
  }

  async prove(index: number): Promise<InclusionProof> {
    return this.#reader.prove(index);
  }

  async proveConsistency(size: number): Promise<ConsistencyProof> {
    return this.#reader.proveConsistency(size);
  }

  async close(): Promise<void> {
    // The last connection to close is the writer's: only it may fold the write-ahead log into the database.
    await this.#reader.close();
    await this.#writer.close();
  }
}

/** A listener that fails is a bug of its own and must not look like an append that failed. */
function tell(listener: Listener, recorded: readonly Recorded[]): void {
  try {
    listener(recorded);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
