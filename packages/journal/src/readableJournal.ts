import { existsSync } from 'node:fs';
import type { Recorded } from '@portcullis/model';
import { readVerifier } from './files/journalKey.ts';
import type { JournalPaths } from './files/journalPaths.ts';
import type { Appended, Journal } from './journal.ts';
import { JournalFault } from './journalFault.ts';
import type { ConsistencyProof, InclusionProof } from './proofs.ts';
import { Reader } from './reader.ts';

type Listener = (recorded: readonly Recorded[]) => void;

/** A journal open for reading, beside whoever writes. */
export class ReadableJournal implements Journal {
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
    throw new JournalFault('read-only', 'bug', {
      message: 'This journal was opened for reading.',
      expected: "openJournal with mode 'write'",
    });
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

function refuseAbsent(paths: JournalPaths): void {
  if (existsSync(paths.database)) return;
  throw new JournalFault('absent', 'operator', {
    message: 'There is no journal here.',
    found: `no file ${paths.database}`,
    expected: 'the data directory of a server that has been started',
    remedy: 'Check the directory, or start the server: `portcullis up`.',
  });
}
