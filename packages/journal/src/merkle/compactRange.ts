import { EMPTY_ROOT, type HashText, nodeHash } from './hash.ts';

/**
 * The right edge of a growing Merkle tree: one hash for each perfect subtree, the largest
 * first. Enough to append and to give the root, in 32 bytes for every doubling of the size.
 */
export class CompactRange {
  #size = 0;
  #peaks: { readonly hash: HashText; readonly leaves: number }[] = [];

  get size(): number {
    return this.#size;
  }

  /** Appends a leaf's hash, or the root of a perfect subtree of `leaves` leaves when the size is a multiple of that. */
  push(hash: HashText, leaves: number = 1): void {
    let peak = { hash, leaves };
    this.#size += leaves;
    for (let left = this.#peaks.at(-1); left !== undefined && left.leaves === peak.leaves; left = this.#peaks.at(-1)) {
      this.#peaks.pop();
      peak = { hash: nodeHash(left.hash, peak.hash), leaves: peak.leaves * 2 };
    }
    this.#peaks.push(peak);
  }

  /** The RFC 6962 root of what was pushed. */
  root(): HashText {
    return (
      this.#peaks
        .map(({ hash }) => hash)
        .reduceRight<HashText | undefined>(
          (right, left) => (right === undefined ? left : nodeHash(left, right)),
          undefined,
        ) ?? EMPTY_ROOT
    );
  }

  clone(): CompactRange {
    const copy = new CompactRange();
    copy.#size = this.#size;
    copy.#peaks = [...this.#peaks];
    return copy;
  }

  /** This range and another one behind it; the other one is smaller than the smallest subtree here. */
  joined(behind: CompactRange): CompactRange {
    const both = this.clone();
    for (const { hash, leaves } of behind.#peaks) both.push(hash, leaves);
    return both;
  }
}
