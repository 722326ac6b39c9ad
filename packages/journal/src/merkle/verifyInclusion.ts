import { JournalFault } from '../journalFault.ts';
import { type HashText, nodeHash } from './hash.ts';

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: HashText;
  readonly hashes: readonly HashText[];
  readonly root: HashText;
}

/** Checks that a leaf stands at an index of the tree with a root (RFC 9162 §2.1.3.2). Throws `bad-proof`. */
export function verifyInclusion({ index, size, leafHash, hashes, root }: InclusionClaim): void {
  // A position outside the tree would be "proved" by the walk of another position.
  if (!isCount(index) || !isCount(size) || index >= size) throw badProof(`leaf ${index} of a tree of ${size} leaves`);
  requireHashes([leafHash, root, ...hashes]);
  let at = BigInt(index);
  let last = BigInt(size) - 1n;
  let node = leafHash;
  for (const hash of hashes) {
    // A hash after the top was reached is one that nobody asked for.
    if (last === 0n) throw badProof(`${hashes.length} hashes, more than the tree is high`);
    if ((at & 1n) === 1n || at === last) {
      node = nodeHash(hash, node);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      node = nodeHash(node, hash);
    }
    at >>= 1n;
    last >>= 1n;
  }
  // A proof that stops below the top would prove membership in a subtree only.
  if (last !== 0n) throw badProof(`${hashes.length} hashes, fewer than the tree is high`);
  if (node !== root) throw badProof('a path that ends at another root');
}

export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** A hash of another length would shift where one child of a node ends and the other begins. */
export function requireHashes(hashes: readonly HashText[]): void {
  const odd = hashes.find((hash) => hash.length !== 32);
  if (odd !== undefined) throw badProof(`a hash of ${odd.length} bytes`);
}

export function badProof(found: string): JournalFault {
  return new JournalFault('bad-proof', 'operator', {
    message: 'This proof does not prove it.',
    found,
    expected: 'a proof that leads to the root of the signed checkpoint',
  });
}
