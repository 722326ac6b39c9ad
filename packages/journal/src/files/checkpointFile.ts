import { setTimeout as sleep } from 'node:timers/promises';
import { replaceFile } from './writeDurably.ts';

/** Milliseconds before each write: about what the file lags behind the database while all is well. */
const PAUSE = 50;

/**
 * Keeps the checkpoint file beside the database up to date without holding up commits, nor what
 * is done because of them: shows the newest checkpoint a moment later, skipping those that were
 * overtaken. It never runs ahead of the database, because only committed checkpoints are shown.
 */
export class CheckpointFile {
  readonly #path: string;
  #wanted: string | undefined;
  #writing: Promise<void> | undefined;
  #hurry = new AbortController();

  constructor(path: string) {
    this.#path = path;
  }

  show(checkpoint: string): void {
    this.#wanted = checkpoint;
    this.#writing ??= this.#write();
  }

  /** Resolves when the newest checkpoint is in the file. */
  async close(): Promise<void> {
    this.#hurry.abort();
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#wanted !== undefined) {
      await sleep(PAUSE, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
      const text = this.#wanted;
      this.#wanted = undefined;
      // A file that lags is allowed; a full disk shows at the commits themselves.
      await replaceFile(this.#path, text).catch(() => undefined);
    }
    this.#writing = undefined;
  }
}
