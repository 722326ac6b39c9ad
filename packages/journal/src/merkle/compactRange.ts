import { EMPTY_ROOT, type Hash, nodeHash } from './hash.ts';

/**
 * The right edge of a growing Merkle tree: one hash for each perfect subtree, the largest
 * first. Enough to append and to give the root, in 32 bytes for every doubling of the size.
 */
export class CompactRange {
  #size = 0;
  #peaks: Hash[] = [];

  get size(): number {
    return this.#size;
  }

  /** Appends the hash of a leaf, or of any perfect subtree of `leaves` leaves when the size is a multiple of that. */
  push(hash: Hash, leaves: number = 1): void {
    let node = hash;
    for (let filled = this.#size / leaves; filled % 2 === 1; filled = (filled - 1) / 2) {
      const left = this.#peaks.pop();
      if (left === undefined) break;
      node = nodeHash(left, node);
    }
    this.#peaks.push(node);
    this.#size += leaves;
  }

  /** The RFC 6962 root of what was pushed. */
  root(): Hash {
    return this.#peaks.reduceRight<Hash | undefined>((right, left) => (right === undefined ? left : nodeHash(left, right)), undefined) ?? EMPTY_ROOT;
  }

  clone(): CompactRange {
    const copy = new CompactRange();
    copy.#size = this.#size;
    copy.#peaks = [...this.#peaks];
    return copy;
  }
}
