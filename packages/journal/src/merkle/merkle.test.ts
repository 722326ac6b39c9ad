import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompactRange } from './compactRange.ts';
import { EMPTY_ROOT, hashBytes, type HashText, hashText, leafHash, nodeHash } from './hash.ts';
import { consistencyRanges, inclusionRanges, type LeafRange } from './proofRanges.ts';
import { verifyConsistency, verifySubtreeConsistency } from './verifyConsistency.ts';
import { verifyInclusion } from './verifyInclusion.ts';

/** MTH of RFC 6962 §2.1 to the letter, over another hashing interface: slow, and independent of ours. */
function definition(leaves: readonly string[]): Buffer {
  const sha = (...parts: (string | Buffer)[]): Buffer => {
    const state = createHash('sha256');
    for (const part of parts) state.update(part);
    return state.digest();
  };
  const [only] = leaves;
  if (only === undefined) return sha();
  if (leaves.length === 1) return sha(Buffer.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha(Buffer.of(1), definition(leaves.slice(0, split)), definition(leaves.slice(split)));
}

const rootOf = (leaves: readonly string[]): HashText => hashText(definition(leaves));
const leavesOf = (size: number): string[] => Array.from({ length: size }, (_, at) => `é leaf ${at}`);
const hashesOf = (ranges: readonly LeafRange[], leaves: readonly string[]): HashText[] =>
  ranges.map(({ start, end }) => rootOf(leaves.slice(start, end)));
const refused = expect.objectContaining({ code: 'bad-proof' });
const size = fc.integer({ min: 1, max: 130 });
const within = size.chain((total) => fc.tuple(fc.constant(total), fc.integer({ min: 0, max: total - 1 })));
const flip = (hash: HashText, bit: number): HashText => {
  const bytes = Buffer.from(hashBytes(hash));
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return hashText(bytes);
};

describe('hashes', () => {
  it('are those of RFC 6962: the empty root, a leaf, a node', () => {
    expect(Buffer.from(hashBytes(EMPTY_ROOT)).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(Buffer.from(hashBytes(leafHash(''))).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(nodeHash(leafHash('a'), leafHash('b'))).toBe(rootOf(['a', 'b']));
  });
  it('are the same for a text and for its UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(leafHash(text)).toBe(leafHash(Buffer.from(text)));
      }),
    );
  });
});

describe('a compact range', () => {
  it('has the root of the definition at every size', () => {
    const range = new CompactRange();
    const leaves = leavesOf(130);
    expect(range.root()).toBe(rootOf([]));
    leaves.forEach((leaf, at) => {
      range.push(leafHash(leaf));
      expect(range.root()).toBe(rootOf(leaves.slice(0, at + 1)));
    });
  });
  it('is the same from perfect subtrees and from leaves, and a clone stands apart', () => {
    const leaves = leavesOf(21);
    const range = new CompactRange();
    for (const start of [0, 8]) range.push(rootOf(leaves.slice(start, start + 8)), 8);
    const copy = range.clone();
    for (const leaf of leaves.slice(16)) range.push(leafHash(leaf));
    expect(range.root()).toBe(rootOf(leaves));
    expect(copy.root()).toBe(rootOf(leaves.slice(0, 16)));
    const behind = new CompactRange();
    for (const leaf of leaves.slice(16)) behind.push(leafHash(leaf));
    expect(copy.joined(behind).root()).toBe(range.root());
  });
});

describe('an inclusion proof', () => {
  const claim = (total: number, index: number) => {
    const leaves = leavesOf(total);
    return {
      index,
      size: total,
      leafHash: leafHash(leaves[index] ?? ''),
      root: rootOf(leaves),
      hashes: hashesOf(inclusionRanges(index, total), leaves),
    };
  };
  it('verifies for every leaf of every tree', () => {
    fc.assert(
      fc.property(within, ([total, index]) => {
        expect(() => verifyInclusion(claim(total, index))).not.toThrow();
      }),
    );
  });
  it('fails for another leaf, index, size or root, and with a hash flipped, missing or added', () => {
    fc.assert(
      fc.property(within, fc.nat(255), fc.nat(), ([total, index], bit, pick) => {
        const good = claim(total, index);
        const at = pick % Math.max(good.hashes.length, 1);
        const bad = [
          { ...good, leafHash: flip(good.leafHash, bit) },
          { ...good, root: flip(good.root, bit) },
          { ...good, index: total },
          { ...good, index: -1 },
          { ...good, index: index + 0.5 },
          { ...good, size: good.size * 2 + 1 },
          { ...good, hashes: [...good.hashes, good.root] },
          ...(good.hashes.length === 0
            ? []
            : [
                { ...good, hashes: good.hashes.with(at, flip(good.hashes[at] ?? EMPTY_ROOT, bit)) },
                { ...good, hashes: good.hashes.toSpliced(at, 1) },
                { ...good, index: index ^ 1 },
              ]),
        ];
        for (const wrong of bad) expect(() => verifyInclusion(wrong)).toThrow(refused);
      }),
    );
  });
});

describe('a consistency proof', () => {
  const claim = (size1: number, size2: number) => {
    const leaves = leavesOf(size2);
    return {
      size1,
      size2,
      root1: rootOf(leaves.slice(0, size1)),
      root2: rootOf(leaves),
      hashes: hashesOf(consistencyRanges(size1, size2), leaves),
    };
  };
  it('verifies for every two sizes', () => {
    for (let size2 = 0; size2 <= 33; size2 += 1) {
      for (let size1 = 0; size1 <= size2; size1 += 1)
        expect(() => verifyConsistency(claim(size1, size2))).not.toThrow();
    }
  });
  it('fails for another root or size, and with a hash flipped, missing or added', () => {
    fc.assert(
      fc.property(within, fc.nat(255), fc.nat(), ([size2, size1], bit, pick) => {
        const good = claim(size1, size2);
        const at = pick % Math.max(good.hashes.length, 1);
        const bad = [
          { ...good, root1: flip(good.root1, bit) },
          { ...good, size1: size2 + 1 },
          { ...good, size1: -1 },
          { ...good, hashes: [...good.hashes, good.root2] },
          ...(good.hashes.length === 0
            ? []
            : [
                { ...good, root2: flip(good.root2, bit) },
                { ...good, hashes: good.hashes.with(at, flip(good.hashes[at] ?? EMPTY_ROOT, bit)) },
                { ...good, hashes: good.hashes.toSpliced(at, 1) },
                { ...good, hashes: [] },
              ]),
        ];
        for (const wrong of bad) expect(() => verifyConsistency(wrong)).toThrow(refused);
      }),
    );
  });
  it('of a subtree is refused where the range is no subtree', () => {
    const root = EMPTY_ROOT;
    for (const [start, end, total] of [
      [1, 3, 8],
      [4, 3, 8],
      [0, 9, 8],
    ] as const) {
      expect(() => verifySubtreeConsistency({ start, end, size: total, root1: root, root2: root, hashes: [] })).toThrow(
        refused,
      );
    }
  });
});
