import { type JournalStore } from '@portcullis/store';
import { CompactRange } from './merkle/compactRange.ts';
import { type Hash, leafHash } from './merkle/hash.ts';
import { type LeafRange } from './merkle/proofRanges.ts';

/** Leaves under one remembered hash. */
const WIDTH = 256;

/**
 * Roots of the full subtrees of 256 leaves: 32 bytes for about 200 kB of journal, so that a
 * proof reads a few hundred leaves instead of all. Derived; never stored.
 */
export class SubtreeHashes {
  readonly #roots: Hash[] = [];
  #open = new CompactRange();

  /** Takes in the hash of the next leaf. */
  push(leaf: Hash): void {
    this.#open.push(leaf);
    if (this.#open.size < WIDTH) return;
    this.#roots.push(this.#open.root());
    this.#open = new CompactRange();
  }

  get size(): number {
    return this.#roots.length * WIDTH + this.#open.size;
  }

  /** Reads what the store has beyond what is known, up to `size`. */
  async extend(store: JournalStore, size: number): Promise<void> {
    for await (const rows of store.scan(this.size, size)) {
      for (const row of rows) if (row.index === this.size) this.push(leafHash(row.leaf));
    }
  }

  /** The root of the leaves [start, end), which must be a subtree of a tree that is known. */
  async rangeHash(store: JournalStore, { start, end }: LeafRange): Promise<Hash> {
    const tree = new CompactRange();
    for (let next = start; next < end; ) {
      const known = next % WIDTH === 0 && next + WIDTH <= end ? this.#roots[next / WIDTH] : undefined;
      if (known !== undefined) {
        tree.push(known, WIDTH);
        next += WIDTH;
        continue;
      }
      const until = Math.min(end, next - (next % WIDTH) + WIDTH);
      for await (const rows of store.scan(next, until, WIDTH)) for (const { leaf } of rows) tree.push(leafHash(leaf));
      next = until;
    }
    return tree.root();
  }

  /** The full roots, one after the other, to hand to another thread. */
  toBytes(): Uint8Array {
    return Buffer.concat(this.#roots);
  }

  static fromBytes(bytes: Uint8Array): SubtreeHashes {
    const hashes = new SubtreeHashes();
    for (let at = 0; at < bytes.length; at += 32) hashes.#roots.push(bytes.subarray(at, at + 32));
    return hashes;
  }
}
