import type { Entry, Recorded } from '@portcullis/model';
import type { ConsistencyProof, InclusionProof } from './proofs.ts';

/** What became of an entry that was appended. `fresh` is false when an entry with its key was there already, at `index`. */
export interface Appended {
  readonly index: number;
  readonly fresh: boolean;
}

/** The append-only record of everything that happened. All other state is a fold of it. */
export interface Journal {
  /** Durable entries. In a journal opened for reading: as last looked. */
  readonly size: number;
  /** Public key of the checkpoints as others need it (c2sp.org/signed-note): `name+id+base64`. */
  readonly verifierKey: string;
  /**
   * Resolves when durable. All entries of one call, and its cursors, commit together or not
   * at all; calls made at the same time share a commit. An entry whose key is known is not
   * appended again. Throws `ModelFault` for what is no entry, before anything is written;
   * `disk`, `read-only`, `closed`, `writer-lost`.
   */
  append(entries: readonly Entry[], cursors?: Readonly<Record<string, string>>): Promise<readonly Appended[]>;
  /** Entries [from, to) in order, by default all that are durable at the call. Throws `ModelFault` for an entry of a newer version. */
  read(from?: number, to?: number): AsyncIterable<Recorded>;
  /**
   * Calls the listener with what becomes durable from now on, in order and without gaps,
   * before the append that brought it resolves. Returns how to stop. In a journal opened for reading it
   * looks for new entries ten times a second.
   */
  follow(listener: (recorded: readonly Recorded[]) => void): () => void;
  /** The durable value of a cursor. */
  cursor(name: string): Promise<string | undefined>;
  /** Signed head of the durable tree: a C2SP signed note (c2sp.org/tlog-checkpoint). */
  checkpoint(): Promise<string>;
  /** Proves that an entry stands in the tree of the current checkpoint. Throws `out-of-range`. */
  prove(index: number): Promise<InclusionProof>;
  /** Proves that the tree of the current checkpoint begins with the tree of `size` entries. Throws `out-of-range`. */
  proveConsistency(size: number): Promise<ConsistencyProof>;
  /** Commits what was appended before and gives the directory back. */
  close(): Promise<void>;
}
