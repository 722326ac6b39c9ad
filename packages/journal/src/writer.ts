import { existsSync, readFileSync } from 'node:fs';
import {
  type Batch,
  type Change,
  type Hold,
  holdDirectory,
  type JournalStore,
  openSqliteStore,
  type Placed,
  type Seal,
} from '@portcullis/store';
import { makeKey, readKey } from './files/journalKey.ts';
import { type JournalPaths, journalPaths } from './files/journalPaths.ts';
import { writeDurably } from './files/writeDurably.ts';
import { CheckpointFile } from './files/checkpointFile.ts';
import { tampered } from './journalFault.ts';
import { CompactRange } from './merkle/compactRange.ts';
import { leafHash } from './merkle/hash.ts';
import { openCheckpoint, signCheckpoint } from './note/checkpoint.ts';
import { signCursors } from './note/cursorsNote.ts';
import type { NoteSigner } from './note/noteKey.ts';
import { type Progress, type Verified, verifyStore } from './verifyStore.ts';

export interface WriterOptions {
  readonly directory: string;
  /** Name of a journal that is made now. */
  readonly origin: string | undefined;
  readonly now: Date;
  /** How this process was called. */
  readonly command: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The one writer of a journal: holds the lock, the key and the right edge of the tree. */
export interface Writer {
  readonly verified: Verified;
  readonly verifier: string;
  append(batches: readonly Batch[]): Promise<readonly (readonly Placed[])[]>;
  close(): Promise<void>;
}

/** Takes the directory, makes the journal where there is none, and verifies all of it. Throws `StoreFault` and `JournalFault`. */
export async function openWriter({ directory, origin, now, command, onProgress }: WriterOptions): Promise<Writer> {
  const hold = holdDirectory(directory, now, command);
  let store: JournalStore | undefined;
  try {
    const paths = journalPaths(directory);
    const beside = readOptional(paths.checkpoint);
    const signer =
      existsSync(paths.key) || existsSync(paths.database) || beside !== undefined
        ? readKey(paths)
        : makeKey(paths, origin);
    refuseLostDatabase(paths, beside, signer);
    store = openSqliteStore({ path: paths.database, mode: 'create' });
    await sealIfNew(store, signer);
    const verified = await verifyStore({ store, verifier: signer.verifier, beside, onProgress });
    writeDurably(paths.checkpoint, verified.checkpoint);
    return new SealingWriter(hold, store, signer, verified, new CheckpointFile(paths.checkpoint));
  } catch (error) {
    await store?.close();
    hold.release();
    throw error;
  }
}

class SealingWriter implements Writer {
  readonly verified: Verified;
  readonly verifier: string;
  readonly #hold: Hold;
  readonly #store: JournalStore;
  readonly #signer: NoteSigner;
  readonly #file: CheckpointFile;
  #tree: CompactRange;
  #seal: Seal | undefined;

  constructor(hold: Hold, store: JournalStore, signer: NoteSigner, verified: Verified, file: CheckpointFile) {
    this.#hold = hold;
    this.#store = store;
    this.#signer = signer;
    this.#file = file;
    this.#tree = verified.tree.edge();
    this.verified = verified;
    this.verifier = signer.verifier.text;
  }

  async append(batches: readonly Batch[]): Promise<readonly (readonly Placed[])[]> {
    const before = this.#seal ?? (await this.#store.head()).seal;
    const tree = this.#tree.clone();
    let seal = before;
    const placed = await this.#store.commit(
      batches,
      (change) => (seal = sealChange(change, tree, this.#signer, before)),
    );
    // Only now: a commit that failed must leave the tree where the database is.
    this.#tree = tree;
    this.#seal = seal;
    if (seal !== undefined) this.#file.show(seal.checkpoint);
    return placed;
  }

  async close(): Promise<void> {
    await this.#file.close();
    await this.#store.close();
    this.#hold.release();
  }
}

function sealChange(
  { leaves, cursors }: Change,
  tree: CompactRange,
  signer: NoteSigner,
  before: Seal | undefined,
): Seal {
  for (const leaf of leaves) tree.push(leafHash(leaf));
  return {
    checkpoint:
      leaves.length === 0 && before !== undefined
        ? before.checkpoint
        : signCheckpoint({ size: tree.size, root: tree.root() }, signer),
    cursors: cursors === undefined && before !== undefined ? before.cursors : signCursors(cursors ?? {}, signer),
  };
}

async function sealIfNew(store: JournalStore, signer: NoteSigner): Promise<void> {
  const head = await store.head();
  if (head.size > 0 || head.seal !== undefined) return;
  await store.commit([], (change) => sealChange(change, new CompactRange(), signer, undefined));
}

/** A missing database would otherwise be made anew, and the loss of everything would pass for a first start. */
function refuseLostDatabase(paths: JournalPaths, beside: string | undefined, signer: NoteSigner): void {
  if (beside === undefined || existsSync(paths.database)) return;
  const { size } = openCheckpoint(beside, signer.verifier);
  if (size > 0)
    throw tampered(
      'rolled-back',
      'The journal database is gone.',
      `no file ${paths.database}`,
      `a database of at least ${size} entries`,
    );
}

function readOptional(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
