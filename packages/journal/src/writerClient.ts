import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Cursors, NewRow, Placed } from '@portcullis/store';
import { JournalFault } from './journalFault.ts';
import type { Progress } from './verifyStore.ts';
import { faultFromWire, type FromWriter, type ToWriter, type WriterStart } from './writerWire.ts';

/** Rows of one group at most, so that a flood of appends does not make one endless transaction. */
const MAX_ROWS = 8192;

/** The flags this process was called with are about its own entry, not the thread's. */
const THREAD = { name: 'journal writer', execArgv: [] };

interface Pending {
  readonly rows: readonly NewRow[];
  readonly cursors: Cursors | undefined;
  readonly resolve: (placed: readonly Placed[]) => void;
  readonly reject: (fault: JournalFault) => void;
}

export interface WriterClientOptions extends WriterStart {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** New rows, once durable, in order; called before the appends that brought them resolve. */
  readonly onDurable: (first: number, rows: readonly NewRow[]) => void;
}

/** What a started writer tells of itself. */
export interface Ready {
  readonly size: number;
  readonly subtrees: Uint8Array;
  readonly verifier: string;
}

/**
 * The near side of the writer's thread. While one group is on its way to the disk the next
 * one gathers, so the number of disk syncs follows the disk and not the number of callers.
 */
export class WriterClient {
  readonly #worker: Worker;
  readonly #options: WriterClientOptions;
  #ready: PromiseWithResolvers<Ready> | undefined = Promise.withResolvers<Ready>();
  #waiting: Pending[] = [];
  #flying: readonly Pending[] = [];
  #scheduled = false;
  #lost: JournalFault | undefined;
  #closing: PromiseWithResolvers<void> | undefined;

  private constructor(options: WriterClientOptions) {
    this.#options = options;
    const { directory, origin, now, command } = options;
    this.#worker = startThread({ directory, origin, now, command });
    this.#worker.on('message', (message: FromWriter) => this.#hear(message));
    this.#worker.on('error', (error) => this.#lose(lost(String(error.stack ?? error))));
    this.#worker.on('exit', (code) => this.#lose(lost(`its thread ended with code ${code}`)));
  }

  /** Starts the thread; resolves when the journal is verified. Rejects with the fault that was found. */
  static async start(options: WriterClientOptions): Promise<{ client: WriterClient; ready: Ready }> {
    const client = new WriterClient(options);
    const ready = await client.#ready?.promise;
    if (ready === undefined) throw lost('it was never started');
    return { client, ready };
  }

  append(rows: readonly NewRow[], cursors: Cursors | undefined): Promise<readonly Placed[]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, cursors, resolve, reject });
      this.#schedule();
    });
  }

  /** Commits what was appended before, then ends the thread. */
  async close(): Promise<void> {
    if (this.#lost !== undefined) return;
    this.#closing ??= Promise.withResolvers();
    this.#schedule();
    await this.#closing.promise;
  }

  /** Sends at the end of the current turn, so that the calls of one turn share a commit. */
  #schedule(): void {
    if (this.#scheduled || this.#flying.length > 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#flying.length > 0 || this.#lost !== undefined) return;
    if (this.#waiting.length === 0) {
      if (this.#closing !== undefined) this.#post({ is: 'close' });
      return;
    }
    this.#flying = this.#takeGroup();
    const rows = this.#flying.flatMap((pending) => pending.rows);
    this.#post({
      is: 'append',
      keys: rows.map(({ key }) => key),
      leaves: rows.map(({ leaf }) => leaf),
      counts: this.#flying.map((pending) => pending.rows.length),
      cursors: this.#flying.map(({ cursors }) => cursors),
    });
  }

  #takeGroup(): Pending[] {
    let rows = 0;
    const over = this.#waiting.findIndex((pending, at) => (rows += pending.rows.length) > MAX_ROWS && at > 0);
    return this.#waiting.splice(0, over < 0 ? this.#waiting.length : over);
  }

  #post(message: ToWriter): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWriter): void {
    switch (message.is) {
      case 'progress':
        this.#options.onProgress?.(message.progress);
        return;
      case 'ready':
        this.#ready?.resolve(message);
        this.#ready = undefined;
        return;
      case 'appended':
        this.#land(message);
        return;
      case 'fault':
        this.#fail(faultFromWire(message.fault));
        return;
      case 'closed':
        this.#lost = new JournalFault('closed', 'shutdown', { message: 'The journal is closed.' });
        this.#closing?.resolve();
        return;
      default:
        message satisfies never;
    }
  }

  #land({ indices, fresh }: Extract<FromWriter, { is: 'appended' }>): void {
    const landed = this.#flying;
    this.#flying = [];
    const rows = landed.flatMap((pending) => pending.rows).filter((_, at) => fresh[at] === true);
    const first = indices[fresh.indexOf(true)];
    if (first !== undefined) this.#options.onDurable(first, rows);
    let at = 0;
    for (const { rows: own, resolve } of landed) {
      const begin = at;
      resolve(own.map((_, row) => ({ index: indices[begin + row] ?? -1, fresh: fresh[begin + row] === true })));
      at += own.length;
    }
    // Callers that append again at once join the next group.
    this.#schedule();
  }

  #fail(fault: JournalFault): void {
    if (this.#ready !== undefined) {
      this.#lose(fault);
      return;
    }
    const failed = this.#flying;
    this.#flying = [];
    for (const { reject } of failed) reject(fault);
    this.#schedule();
  }

  #lose(fault: JournalFault): void {
    if (this.#lost !== undefined) return;
    this.#lost = fault;
    this.#ready?.reject(fault);
    this.#ready = undefined;
    for (const { reject } of [...this.#flying, ...this.#waiting]) reject(fault);
    this.#flying = [];
    this.#waiting = [];
    this.#closing?.resolve();
  }
}

/**
 * Starts the writer's thread. Where this process keeps compiled code in a cache of its own
 * choice, the thread uses it too, which halves its start; a thread does not do so by itself.
 */
function startThread(start: WriterStart): Worker {
  const entry = new URL('writerThread.ts', import.meta.url);
  const cache = getCompileCacheDir();
  if (cache === undefined) return new Worker(entry, { workerData: start, ...THREAD });
  const boot = `require('node:module').enableCompileCache(${JSON.stringify(cache)}); import(${JSON.stringify(entry.href)});`;
  return new Worker(boot, { eval: true, workerData: start, ...THREAD });
}

function lost(found: string): JournalFault {
  return new JournalFault('writer-lost', 'shutdown', {
    message: 'The writer of the journal is gone.',
    found,
    expected: 'a thread that writes until the journal is closed',
    remedy: 'Stop and start again: the start verifies what was written.',
  });
}
