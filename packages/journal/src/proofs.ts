import { JournalFault } from './journalFault.ts';
import { type HashText, leafHash, parseHashBase64 } from './merkle/hash.ts';
import { verifyConsistency } from './merkle/verifyConsistency.ts';
import { badProof, verifyInclusion } from './merkle/verifyInclusion.ts';
import { type Checkpoint, openCheckpoint } from './note/checkpoint.ts';
import { parseNoteVerifier } from './note/noteKey.ts';

/** That an entry is in the journal, for people who have neither the journal nor trust in its host. JSON as it is. */
export interface InclusionProof {
  readonly v: 1;
  readonly index: number;
  /** The leaf: canonical JSON of the entry. */
  readonly leaf: string;
  /** Audit path from the leaf upwards, base64. */
  readonly hashes: readonly string[];
  /** Signed note. */
  readonly checkpoint: string;
}

/** That the journal of `size` entries is the beginning of the one in the checkpoint. JSON as it is. */
export interface ConsistencyProof {
  readonly v: 1;
  readonly size: number;
  readonly hashes: readonly string[];
  /** Signed note of the newer tree. */
  readonly checkpoint: string;
}

/**
 * Checks an inclusion proof with nothing but the public key of the journal, and gives the
 * checkpoint it leads to. Pure. Throws `bad-proof`, `bad-note`, `bad-key`, `wrong-key`, `edited`.
 */
export function verifyInclusionProof(proof: InclusionProof, verifierKey: string): Checkpoint {
  const checkpoint = openCheckpoint(proof.checkpoint, parseNoteVerifier(verifierKey));
  const { size, root } = checkpoint;
  verifyInclusion({
    index: proof.index,
    size,
    leafHash: leafHash(proof.leaf),
    hashes: proof.hashes.map(parseHash),
    root,
  });
  return checkpoint;
}

/**
 * Checks that the journal of an older checkpoint is the beginning of the newer one's: that
 * nothing was rewritten between the two. Pure. Throws as `verifyInclusionProof`.
 */
export function verifyConsistencyProof(older: string, proof: ConsistencyProof, verifierKey: string): Checkpoint {
  const verifier = parseNoteVerifier(verifierKey);
  const first = openCheckpoint(older, verifier);
  const second = openCheckpoint(proof.checkpoint, verifier);
  // A proof about another size would say nothing about the older checkpoint.
  if (proof.size !== first.size) throw badProof(`a proof from ${proof.size} entries for a checkpoint of ${first.size}`);
  verifyConsistency({
    size1: first.size,
    size2: second.size,
    root1: first.root,
    root2: second.root,
    hashes: proof.hashes.map(parseHash),
  });
  return second;
}

/** Bytes of a hash in base64. Throws `bad-proof`. */
function parseHash(text: string): HashText {
  const hash = parseHashBase64(text);
  if (hash === undefined) throw badProof(`the hash ${JSON.stringify(text.slice(0, 60))}`);
  return hash;
}

export function outOfRange(found: string, expected: string): JournalFault {
  return new JournalFault('out-of-range', 'operator', { message: 'The journal has no such entry.', found, expected });
}
