import { parseEntry, type Recorded } from '@portcullis/model';
import { type Head, type JournalStore, openSqliteStore } from '@portcullis/store';
import type { JournalPaths } from './files/journalPaths.ts';
import { tampered } from './journalFault.ts';
import { LogTree } from './logTree.ts';
import { hashBase64 } from './merkle/hash.ts';
import { consistencyRanges, inclusionRanges, type LeafRange } from './merkle/proofRanges.ts';
import { type Checkpoint, openCheckpoint } from './note/checkpoint.ts';
import type { NoteVerifier } from './note/noteKey.ts';
import { type ConsistencyProof, type InclusionProof, outOfRange, verifyInclusionProof } from './proofs.ts';
import { journalFaultOf } from './journalFaultOf.ts';

/** Reads a journal by a connection of its own, beside whoever writes. */
export class Reader {
  readonly verifier: NoteVerifier;
  readonly #store: JournalStore;
  readonly #tree: LogTree;

  private constructor(store: JournalStore, verifier: NoteVerifier, tree: LogTree) {
    this.#store = store;
    this.verifier = verifier;
    this.#tree = tree;
  }

  /** `tree`: what a writer that has just verified everything already knows. Throws `absent`, `damaged`, `newer`. */
  static open(paths: JournalPaths, verifier: NoteVerifier, tree: LogTree = new LogTree()): Reader {
    try {
      return new Reader(openSqliteStore({ path: paths.database, mode: 'read' }), verifier, tree);
    } catch (error) {
      throw journalFaultOf(error);
    }
  }

  async head(): Promise<Head> {
    return inJournalWords(this.#store.head());
  }

  /** The current checkpoint, its signature checked. */
  async checkpoint(): Promise<{ readonly note: string; readonly signed: Checkpoint }> {
    const note = (await this.head()).seal?.checkpoint ?? '';
    return { note, signed: openCheckpoint(note, this.verifier) };
  }

  async *read(from: number, to: number): AsyncIterable<Recorded> {
    try {
      for await (const rows of this.#store.scan(from, to)) {
        for (const { index, leaf } of rows) yield { index, entry: parseEntry(parseLeaf(index, leaf)) };
      }
    } catch (error) {
      throw journalFaultOf(error);
    }
  }

  async prove(index: number): Promise<InclusionProof> {
    const { note, signed } = await this.checkpoint();
    if (!Number.isSafeInteger(index) || index < 0 || index >= signed.size)
      throw outOfRange(`entry ${index}`, `an entry from 0 to ${signed.size - 1}`);
    const leaf = await inJournalWords(this.#leaf(index));
    const proof: InclusionProof = {
      v: 1,
      index,
      leaf,
      hashes: await this.#hashes(inclusionRanges(index, signed.size), signed.size),
      checkpoint: note,
    };
    // What does not verify here would not verify there: better to fail where the journal is.
    verifyInclusionProof(proof, this.verifier.text);
    return proof;
  }

  async proveConsistency(size: number): Promise<ConsistencyProof> {
    const { note, signed } = await this.checkpoint();
    if (!Number.isSafeInteger(size) || size < 0 || size > signed.size)
      throw outOfRange(`the tree of ${size} entries`, `a tree of at most ${signed.size} entries`);
    return {
      v: 1,
      size,
      hashes: await this.#hashes(consistencyRanges(size, signed.size), signed.size),
      checkpoint: note,
    };
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  async #leaf(index: number): Promise<string> {
    for await (const rows of this.#store.scan(index, index + 1)) return rows[0]?.leaf ?? '';
    throw outOfRange(`no entry ${index}`, 'every entry that was signed');
  }

  async #hashes(ranges: readonly LeafRange[], size: number): Promise<string[]> {
    const hashes: string[] = [];
    await inJournalWords(this.#tree.extend(this.#store, size));
    for (const range of ranges) {
      const hash = await inJournalWords(this.#tree.rangeHash(this.#store, range));
      hashes.push(hashBase64(hash));
    }
    return hashes;
  }
}

/** A journal opened for reading was not verified whole, so a leaf may be anything. */
function parseLeaf(index: number, leaf: string): unknown {
  try {
    return JSON.parse(leaf);
  } catch {
    throw tampered(
      'edited',
      'An entry is not what was signed.',
      `text that is no JSON at entry ${index}`,
      'canonical JSON',
    );
  }
}

async function inJournalWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw journalFaultOf(error);
  }
}
