/** Leaves [start, end) whose root stands in a proof. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The subtrees whose roots prove that leaf `index` is in the tree of `size` leaves, from the
 * leaf upwards: PATH of RFC 6962 §2.1.1. Expects 0 ≤ index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.toReversed();
}

/**
 * The subtrees whose roots prove that the tree of `size1` leaves is the beginning of the tree
 * of `size2`: PROOF of RFC 6962 §2.1.2. Expects 0 ≤ size1 ≤ size2; nothing to prove at the ends.
 */
export function consistencyRanges(size1: number, size2: number): LeafRange[] {
  if (size1 === 0 || size1 === size2) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size2;
  while (size1 !== end) {
    const middle = start + splitOf(end - start);
    if (size1 <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // The old root itself is known to whoever checks, so it is left out where it is a node of the new tree.
  if (start > 0) ranges.push({ start, end });
  return ranges.toReversed();
}

/** The largest power of two smaller than `count` (≥ 2): where RFC 6962 splits a tree. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
