import type { Head, JournalStore } from '@portcullis/store';
import { tampered } from './journalFault.ts';
import { journalFaultOf } from './journalFaultOf.ts';
import { readLeaf } from './leaf.ts';
import { LogTree } from './logTree.ts';
import { hashBase64, type HashText, leafHash } from './merkle/hash.ts';
import { type Checkpoint, openCheckpoint } from './note/checkpoint.ts';
import { verifyCursors } from './note/cursorsNote.ts';
import type { NoteVerifier } from './note/noteKey.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface VerifyStoreOptions {
  readonly store: JournalStore;
  readonly verifier: NoteVerifier;
  /** Text of the checkpoint file, read before the store; `undefined` when there is none. */
  readonly beside: string | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What a journal was found to be, when nothing was wrong with it. */
export interface Verified {
  readonly checkpoint: string;
  readonly tree: LogTree;
  /** Entries of each type. */
  readonly types: ReadonlyMap<string, number>;
}

/**
 * Reads a journal whole and compares it with what was signed. Throws `damaged`, `wrong-key`,
 * `edited`, `truncated`, `checkpoint-missing`, `rolled-back`, `forked`.
 */
export async function verifyStore({ store, verifier, beside, onProgress }: VerifyStoreOptions): Promise<Verified> {
  // A broken index would let a key in twice or hide a row from a scan.
  await checkStructure(store);
  const head = await store.head();
  const { note, signed } = openHead(head, verifier);
  // Entries cut from the end leave a shorter tree than the one that was signed.
  if (head.size < signed.size)
    throw tampered(
      'truncated',
      'Entries are missing from the journal.',
      `${head.size} entries`,
      `${signed.size} entries, as signed`,
    );
  // An entry behind the signed size was not written by the holder of the key.
  if (head.size > signed.size)
    throw tampered(
      'edited',
      'Entries were added to the journal without a signature.',
      `${head.size} entries`,
      `${signed.size} entries, as signed`,
    );
  const witness = openBeside(beside, signed, verifier);
  // An older copy of the database is consistent in itself; only the file beside it knows better.
  if (witness.size > signed.size)
    throw tampered(
      'rolled-back',
      'The database is older than the checkpoint file beside it.',
      `${signed.size} entries`,
      `at least ${witness.size} entries`,
    );
  const walk = await walkRows(store, signed.size, witness.size, onProgress);
  // A bit flipped or a word changed in any entry gives another root.
  const root = walk.tree.root();
  if (root !== signed.root) {
    throw tampered(
      'edited',
      'The entries are not those that were signed.',
      `the root ${hashBase64(root)} over ${signed.size} entries`,
      `the root ${hashBase64(signed.root)}`,
    );
  }
  // Another history under the same key has another root at the size that was published.
  if (walk.witnessRoot !== witness.root) {
    throw tampered(
      'forked',
      'The database has another history than the checkpoint file beside it.',
      `the root ${hashBase64(walk.witnessRoot)} at ${witness.size} entries`,
      `the root ${hashBase64(witness.root)}`,
    );
  }
  verifyCursors(head.cursors, head.seal?.cursors ?? '', verifier);
  return { checkpoint: note, tree: walk.tree, types: walk.types };
}

async function checkStructure(store: JournalStore): Promise<void> {
  try {
    await store.check();
  } catch (error) {
    throw journalFaultOf(error);
  }
}

function openHead({ seal }: Head, verifier: NoteVerifier): { note: string; signed: Checkpoint } {
  // Without a checkpoint nothing says how long the journal was.
  if (seal === undefined)
    throw tampered(
      'edited',
      'The journal has lost its signed checkpoint.',
      'no checkpoint in the database',
      'one from the moment the journal was made',
    );
  return { note: seal.checkpoint, signed: openCheckpoint(seal.checkpoint, verifier) };
}

function openBeside(beside: string | undefined, signed: Checkpoint, verifier: NoteVerifier): Checkpoint {
  if (beside !== undefined) return openCheckpoint(beside, verifier);
  // Whoever puts an older database in place would remove the file that tells.
  if (signed.size > 0)
    throw tampered(
      'checkpoint-missing',
      'The checkpoint file beside the database is missing.',
      'no file "checkpoint"',
      'the newest checkpoint, written after every commit',
    );
  return signed;
}

interface Walk {
  readonly tree: LogTree;
  readonly types: ReadonlyMap<string, number>;
  readonly witnessRoot: HashText;
}

async function walkRows(
  store: JournalStore,
  size: number,
  witnessSize: number,
  onProgress: VerifyStoreOptions['onProgress'],
): Promise<Walk> {
  const tree = new LogTree();
  const types = new Map<string, number>();
  let witnessRoot = tree.root();
  try {
    for await (const rows of store.scan(0, size)) {
      for (const { index, key, leaf } of rows) {
        // A gap would shift every later entry to another index.
        if (index !== tree.size)
          throw tampered(
            'truncated',
            'An entry is missing from the journal.',
            `entry ${index} after entry ${tree.size - 1}`,
            `entry ${tree.size}`,
          );
        const read = readLeaf(leaf);
        // The key column decides what counts as a duplicate, and only the leaf is signed.
        if (read?.key !== key)
          throw tampered(
            'edited',
            'The key of an entry is not the one that was signed.',
            `${JSON.stringify(key)} at entry ${index}`,
            JSON.stringify(read?.key ?? 'a leaf with a key'),
          );
        types.set(read.type, (types.get(read.type) ?? 0) + 1);
        tree.push(leafHash(leaf));
        if (tree.size === witnessSize) witnessRoot = tree.root();
      }
      onProgress?.({ done: tree.size, total: size });
    }
  } catch (error) {
    throw journalFaultOf(error);
  }
  if (tree.size < size)
    throw tampered(
      'truncated',
      'Entries are missing from the journal.',
      `${tree.size} entries`,
      `${size} entries, as signed`,
    );
  return { tree, types, witnessRoot };
}
