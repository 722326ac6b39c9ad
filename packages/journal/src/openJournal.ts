import { existsSync } from 'node:fs';
import { canonicalJson, type Entry, parseEntry, type Recorded } from '@portcullis/model';
import { type NewRow } from '@portcullis/store';
import { readVerifier } from './files/journalKey.ts';
import { type JournalPaths, journalPaths } from './files/journalPaths.ts';
import { type Appended, type Journal } from './journal.ts';
import { JournalFault } from './journalFault.ts';
import { LogTree } from './logTree.ts';
import { parseNoteVerifier } from './note/noteKey.ts';
import { type ConsistencyProof, type InclusionProof } from './proofs.ts';
import { Reader } from './reader.ts';
import { type Progress } from './verifyStore.ts';
import { WriterClient } from './writerClient.ts';

export interface OpenJournalOptions {
  /** The journal's own directory; made where absent when writing. */
  readonly directory: string;
  readonly mode: 'write' | 'read';
  /** Name of the log, once and for all, when the journal is made (`originOf` makes one of an estate's name). Later ignored. */
  readonly origin?: string | undefined;
  /** Tells how far the verification at the start in write mode is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
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

type Listener = (recorded: readonly Recorded[]) => void;

class WritableJournal implements Journal {
  readonly verifierKey: string;
  readonly #writer: WriterClient;
  readonly #reader: Reader;
  readonly #shared: { size: number; readonly listeners: Set<Listener> };

  private constructor(writer: WriterClient, reader: Reader, shared: { size: number; readonly listeners: Set<Listener> }) {
    this.#writer = writer;
    this.#reader = reader;
    this.#shared = shared;
    this.verifierKey = reader.verifier.text;
  }

  static async open(paths: JournalPaths, { directory, origin, onProgress }: OpenJournalOptions): Promise<Journal> {
    const shared = { size: 0, listeners: new Set<Listener>() };
    const onDurable = (first: number, rows: readonly NewRow[]): void => {
      shared.size = first + rows.length;
      if (shared.listeners.size === 0) return;
      // Parsed anew: what listeners fold live is then exactly what they would fold after a restart.
      const recorded = rows.map(({ leaf }, at) => ({ index: first + at, entry: JSON.parse(leaf) as Entry }));
      for (const listener of shared.listeners) tell(listener, recorded);
    };
    const { client, ready } = await WriterClient.start({ directory, origin, now: Date.now(), command: process.argv.join(' '), onProgress, onDurable });
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
    return (await this.#reader.checkpoint()).note;
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

class ReadableJournal implements Journal {
  readonly verifierKey: string;
  readonly #reader: Reader;
  readonly #follows = new Set<() => void>();
  #size: number;

  private constructor(reader: Reader, size: number) {
    this.#reader = reader;
    this.#size = size;
    this.verifierKey = reader.verifier.text;
  }

  static async open(paths: JournalPaths): Promise<Journal> {
    refuseAbsent(paths);
    const { reader, size } = await openReader(paths);
    return new ReadableJournal(reader, size);
  }

  get size(): number {
    return this.#size;
  }

  async append(): Promise<readonly Appended[]> {
    throw new JournalFault('read-only', 'bug', { message: 'This journal was opened for reading.', expected: "openJournal with mode 'write'" });
  }

  async *read(from: number = 0, to?: number): AsyncIterable<Recorded> {
    yield* this.#reader.read(from, to ?? (await this.#look()));
  }

  follow(listener: Listener): () => void {
    let next = this.#size;
    let busy = false;
    const look = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      const recorded: Recorded[] = [];
      for await (const each of this.#reader.read(next, await this.#look())) recorded.push(each);
      busy = false;
      next += recorded.length;
      if (recorded.length > 0 && this.#follows.has(stop)) listener(recorded);
    };
    const timer = setInterval(() => void look(), 100);
    const stop = (): void => {
      clearInterval(timer);
      this.#follows.delete(stop);
    };
    this.#follows.add(stop);
    return stop;
  }

  async cursor(name: string): Promise<string | undefined> {
    return (await this.#reader.head()).cursors[name];
  }

  async checkpoint(): Promise<string> {
    return (await this.#reader.checkpoint()).note;
  }

  async prove(index: number): Promise<InclusionProof> {
    return this.#reader.prove(index);
  }

  async proveConsistency(size: number): Promise<ConsistencyProof> {
    return this.#reader.proveConsistency(size);
  }

  async close(): Promise<void> {
    for (const stop of this.#follows) stop();
    await this.#reader.close();
  }

  async #look(): Promise<number> {
    this.#size = (await this.#reader.checkpoint()).signed.size;
    return this.#size;
  }
}

/** Opens the reading side and checks the signature of the checkpoint. */
async function openReader(paths: JournalPaths): Promise<{ reader: Reader; size: number }> {
  const reader = Reader.open(paths, readVerifier(paths));
  try {
    return { reader, size: (await reader.checkpoint()).signed.size };
  } catch (error) {
    await reader.close();
    throw error;
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

function refuseAbsent(paths: JournalPaths): void {
  if (existsSync(paths.database)) return;
  throw new JournalFault('absent', 'operator', {
    message: 'There is no journal here.',
    found: `no file ${paths.database}`,
    expected: 'the data directory of a server that has been started',
    remedy: 'Check the directory, or start the server: `portcullis up`.',
  });
}
