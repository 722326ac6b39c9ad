import type { JournalStore } from '@portcullis/store';
import { CompactRange } from './merkle/compactRange.ts';
import { hashBytes, hashText, type HashText, leafHash } from './merkle/hash.ts';
import type { LeafRange } from './merkle/proofRanges.ts';

/** Leaves under one remembered hash. */
const WIDTH = 256;

/**
 * The Merkle tree of a journal in memory: the roots of its full subtrees of 256 leaves, 32
 * bytes for about 200 kB of journal, so that a proof reads a few hundred leaves instead of
 * all. Derived; never stored.
 */
export class LogTree {
  readonly #roots: HashText[] = [];
  #full = new CompactRange();
  #open = new CompactRange();

  get size(): number {
    return this.#full.size + this.#open.size;
  }

  /** Takes in the hash of the next leaf. */
  push(leaf: HashText): void {
    this.#open.push(leaf);
    if (this.#open.size < WIDTH) return;
    this.#pushFull(this.#open.root());
    this.#open = new CompactRange();
  }

  /** The right edge, to append to. */
  edge(): CompactRange {
    return this.#full.joined(this.#open);
  }

  root(): HashText {
    return this.edge().root();
  }

  /** Reads what the store has beyond what is known, up to `size`. */
  async extend(store: JournalStore, size: number): Promise<void> {
    for await (const rows of store.scan(this.size, size)) {
      for (const row of rows) if (row.index === this.size) this.push(leafHash(row.leaf));
    }
  }

  /** The root of the leaves [start, end), which must be a subtree of the tree that is known. */
  async rangeHash(store: JournalStore, { start, end }: LeafRange): Promise<HashText> {
    const range = new CompactRange();
    for (let next = start; next < end;) {
      const known = next % WIDTH === 0 && next + WIDTH <= end ? this.#roots[next / WIDTH] : undefined;
      if (known !== undefined) {
        range.push(known, WIDTH);
        next += WIDTH;
        continue;
      }
      const until = Math.min(end, next - (next % WIDTH) + WIDTH);
      for await (const rows of store.scan(next, until)) for (const { leaf } of rows) range.push(leafHash(leaf));
      next = until;
    }
    return range.root();
  }

  /** The remembered roots, one after the other, to hand to another thread. */
  toBytes(): Uint8Array {
    return Buffer.concat(this.#roots.map(hashBytes));
  }

  /** A tree of the full subtrees only; `extend` reads the rest. */
  static fromBytes(bytes: Uint8Array): LogTree {
    const tree = new LogTree();
    for (let at = 0; at < bytes.length; at += 32) tree.#pushFull(hashText(bytes.subarray(at, at + 32)));
    return tree;
  }

  #pushFull(root: HashText): void {
    this.#roots.push(root);
    this.#full.push(root, WIDTH);
  }
}
