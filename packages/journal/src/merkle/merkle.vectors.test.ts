import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { vectorsFolder } from '../../../../testing/vectors.ts';
import { JournalFault } from '../journalFault.ts';
import { type HashText, hashText } from './hash.ts';
import { isSubtree, verifyConsistency, verifySubtreeConsistency } from './verifyConsistency.ts';
import { badProof, verifyInclusion } from './verifyInclusion.ts';

interface Vector {
  readonly desc: string;
  readonly wantErr: boolean;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string;
  readonly root: string;
  readonly size: number;
  readonly size1: number;
  readonly size2: number;
  readonly start: number;
  readonly end: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
}

const folder = vectorsFolder('merkle');

const CHECKS: Readonly<Record<string, { readonly count: number; readonly check: (vector: Vector) => void }>> = {
  inclusion: {
    count: 98,
    check: ({ leafIdx, treeSize, leafHash, root, proof }) =>
      verifyInclusion({
        index: leafIdx,
        size: treeSize,
        leafHash: text(leafHash),
        root: text(root),
        hashes: texts(proof),
      }),
  },
  consistency: {
    count: 98,
    check: ({ size1, size2, root1, root2, proof }) =>
      verifyConsistency({ size1, size2, root1: text(root1), root2: text(root2), hashes: texts(proof) }),
  },
  subtreeinclusion: {
    count: 204,
    check: ({ leafIdx, start, end, leafHash, root, proof }) => {
      if (!isSubtree(start, end)) throw badProof(`leaves ${start} to ${end}`);
      verifyInclusion({
        index: leafIdx - start,
        size: end - start,
        leafHash: text(leafHash),
        root: text(root),
        hashes: texts(proof),
      });
    },
  },
  subtreeconsistency: {
    count: 118,
    check: ({ start, end, size, root1, root2, proof }) =>
      verifySubtreeConsistency({ start, end, size, root1: text(root1), root2: text(root2), hashes: texts(proof) }),
  },
};

describe.skipIf(folder === undefined)(
  'the public Merkle vectors (skipped where the folder shared/vectors/merkle is absent)',
  () => {
    describe.each(Object.keys(CHECKS))('%s', (name) => {
      const vectors = vectorsIn(name);
      it('are all there', () => {
        expect(vectors.length).toBeGreaterThanOrEqual(CHECKS[name]?.count ?? 1);
        expect(new Set(vectors.map(([, { wantErr }]) => wantErr))).toEqual(new Set([true, false]));
      });
      it.each(vectors)('%s', (_, vector) => {
        expect(verdictOf(() => CHECKS[name]?.check(vector))).toBe(vector.wantErr ? 'bad-proof' : 'proven');
      });
    });
  },
);

function verdictOf(check: () => void): string {
  try {
    check();
    return 'proven';
  } catch (error) {
    return error instanceof JournalFault ? error.code : String(error);
  }
}

function vectorsIn(name: string): readonly (readonly [string, Vector])[] {
  if (folder === undefined) return [];
  const home = join(folder, 'testdata', name);
  return readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, JSON.parse(readFileSync(join(home, file), 'utf8')) as Vector] as const);
}

/** Bytes of any length: a hash of the wrong length must fail as a proof, not as a format. */
function text(base64: string): HashText {
  return hashText(Buffer.from(base64, 'base64'));
}

function texts(proof: readonly string[] | null): HashText[] {
  return (proof ?? []).map(text);
}
