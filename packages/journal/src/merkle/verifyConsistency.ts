import { EMPTY_ROOT, type HashText, nodeHash } from './hash.ts';
import { badProof, isCount, requireHashes } from './verifyInclusion.ts';

export interface ConsistencyClaim {
  readonly size1: number;
  readonly size2: number;
  readonly root1: HashText;
  readonly root2: HashText;
  readonly hashes: readonly HashText[];
}

/** Checks that the first tree is the beginning of the second (RFC 9162 §2.1.4.2). Throws `bad-proof`. */
export function verifyConsistency({ size1, size2, root1, root2, hashes }: ConsistencyClaim): void {
  // A tree cannot begin with a larger one.
  if (!isCount(size1) || !isCount(size2) || size1 > size2) throw badProof(`trees of ${size1} and ${size2} leaves`);
  if (size1 === size2) {
    // Nothing is left to prove, so a hash here is one that nobody asked for.
    if (hashes.length > 0) throw badProof(`${hashes.length} hashes where none is needed`);
    if (root1 !== root2 || (size1 === 0 && root1 !== EMPTY_ROOT)) throw badProof('two roots for one size');
    return;
  }
  requireHashes([root1, root2]);
  verifySubtreeConsistency({ start: 0, end: size1, size: size2, root1, root2, hashes });
}

export interface SubtreeClaim {
  /** The subtree of leaves [start, end); `start` is a multiple of the power of two that is at least its length. */
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly root1: HashText;
  readonly root2: HashText;
  readonly hashes: readonly HashText[];
}

/**
 * Checks that a subtree with root `root1` stands at [start, end) of the tree of `size` leaves
 * with root `root2`: the consistency proof, generalised to subtrees that do not begin at the
 * first leaf (Merkle Tree Certificates, subtree consistency proofs). Throws `bad-proof`.
 */
export function verifySubtreeConsistency({ start, end, size, root1, root2, hashes }: SubtreeClaim): void {
  if (hashes.length > 0) requireHashes([root1, ...hashes]);
  // The empty subtree stands everywhere and says nothing about the tree, so nothing else may be claimed of it.
  if (isCount(start) && start === end && end <= size) {
    if (hashes.length > 0 || root1 !== EMPTY_ROOT) throw badProof('another root or proof than those of no leaves');
    return;
  }
  // Only an aligned range is a node, or the ragged end of one, in every tree that contains it.
  if (!isSubtree(start, end) || !isCount(size) || end > size) throw badProof(`leaves ${start} to ${end} of ${size}`);
  let first = BigInt(start);
  let inner = BigInt(end) - 1n;
  let last = BigInt(size) - 1n;
  while (inner === last ? first !== inner : first !== inner && (inner & 1n) === 1n) {
    first >>= 1n;
    inner >>= 1n;
    last >>= 1n;
  }
  const rest = [...hashes];
  const seed = first === inner ? root1 : rest.shift();
  if (seed === undefined) throw badProof('no hashes');
  let subtree = seed;
  let tree = seed;
  for (const hash of rest) {
    // A hash after the top was reached is one that nobody asked for.
    if (last === 0n) throw badProof(`${hashes.length} hashes, more than the tree is high`);
    if ((inner & 1n) === 1n || inner === last) {
      if (first < inner) subtree = nodeHash(hash, subtree);
      tree = nodeHash(hash, tree);
      while ((inner & 1n) === 0n && inner !== 0n) {
        first >>= 1n;
        inner >>= 1n;
        last >>= 1n;
      }
    } else {
      tree = nodeHash(tree, hash);
    }
    first >>= 1n;
    inner >>= 1n;
    last >>= 1n;
  }
  // A proof that stops below the top would speak of a part of the tree only.
  if (last !== 0n) throw badProof(`${hashes.length} hashes, fewer than the tree is high`);
  if (subtree !== root1) throw badProof('a path to another root of the first tree');
  if (tree !== root2) throw badProof('a path to another root of the second tree');
}

/** Whether [start, end) is a subtree: not empty, and aligned to the power of two that is at least its length. */
export function isSubtree(start: number, end: number): boolean {
  if (!isCount(start) || !isCount(end) || start >= end) return false;
  let width = 1;
  while (width < end - start) width *= 2;
  return start % width === 0;
}
