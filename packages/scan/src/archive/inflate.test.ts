import { deflateRawSync, inflateRawSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededNumbers } from '../testing/seededNumbers.ts';
import { inflate } from './inflate.ts';
import { inflateDeclared } from './inflateDeclared.ts';

/** Another run: `SEED=7 npx vitest run packages/scan/src/archive/inflate.test.ts`. */
const SEED = Number(process.env['SEED'] ?? 1);

/** Text that repeats and bytes that do not, so that every kind of block comes up. */
function sample(random: () => number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const variety = 1 + Math.floor(random() * 255);
  for (let at = 0; at < length; at += 1) {
    const back = 1 + Math.floor(random() * 300);
    bytes[at] = random() < 0.6 && at >= back ? bytes[at - back]! : Math.floor(random() * variety);
  }
  return bytes;
}

function byZlib(packed: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(inflateRawSync(packed));
  } catch {
    return undefined;
  }
}

describe('inflate', () => {
  it('unpacks what zlib packs, by every level and strategy, and says where it ends', () => {
    const random = seededNumbers(SEED);
    const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
    for (const level of [0, 1, 6, 9]) {
      for (const strategy of [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
        for (const length of [0, 1, 300, 70_000, 200_000]) {
          const bytes = sample(random, length);
          const packed = deflateRawSync(bytes, { level, strategy });
          const framed = Buffer.concat([Buffer.from('ab'), packed, Buffer.from('rest')]);
          const read = inflate(framed, 2, framed.length, length);
          expect(read.stopped).toBe('complete');
          expect(read.end).toBe(2 + packed.length);
          expect(Buffer.from(read.bytes).equals(bytes)).toBe(true);
        }
      }
    }
  });

  it('takes what zlib takes and refuses what zlib refuses', () => {
    const random = seededNumbers(SEED);
    let refused = 0;
    for (let round = 0; round < 6000; round += 1) {
      const packed = Uint8Array.from(
        deflateRawSync(sample(random, 1 + Math.floor(random() * 400)), {
          level: 1 + Math.floor(random() * 9),
          strategy: random() < 0.3 ? constants.Z_FIXED : constants.Z_DEFAULT_STRATEGY,
        }),
      );
      for (let flips = 1 + Math.floor(random() * 3); flips > 0; flips -= 1) {
        const at = Math.floor(random() * random() * packed.length);
        packed[at] = packed[at]! ^ (1 << Math.floor(random() * 8));
      }
      const cut = random() < 0.2 ? packed.subarray(0, Math.floor(random() * packed.length)) : packed;
      const expected = byZlib(cut);
      const read = inflate(cut, 0, cut.length, 1 << 20);
      expect(read.stopped === 'complete', `SEED=${SEED} round ${round}: ${read.stopped}`).toBe(expected !== undefined);
      if (expected === undefined) refused += 1;
      else expect(Buffer.from(read.bytes).equals(expected)).toBe(true);
    }
    expect(refused).toBeGreaterThan(500);
  });

  it('stops at the limit and keeps what came before', () => {
    const packed = deflateRawSync(new Uint8Array(5_000_000));
    const read = inflate(packed, 0, packed.length, 1000);
    expect(read.stopped).toBe('limit');
    expect(read.bytes.length).toBeLessThanOrEqual(1000);
    expect(read.bytes.buffer.byteLength).toBeLessThanOrEqual(1000);
  });
});

describe('inflateDeclared', () => {
  it('says what inflate says, whatever the archive says of the size and whatever stands behind', () => {
    const random = seededNumbers(SEED);
    const seen = new Set<string>();
    for (let round = 0; round < 1500; round += 1) {
      const bytes = sample(random, Math.floor(random() * 6000));
      const packed = Uint8Array.from(deflateRawSync(bytes, { level: Math.floor(random() * 10) }));
      if (random() < 0.4) packed[Math.floor(random() * packed.length)] = Math.floor(random() * 256);
      const cut = random() < 0.2 ? Math.floor(random() * packed.length) : packed.length;
      const framed = Buffer.concat([Buffer.from('ab'), packed.subarray(0, cut), Buffer.from('rest')]);
      const end = random() < 0.5 ? 2 + cut : framed.length;
      const most = random() < 0.2 ? Math.floor(random() * bytes.length) : 10_000;
      const declared = random() < 0.6 ? bytes.length : Math.floor(random() * 12_000);
      const read = inflateDeclared(framed, 2, end, most, declared);
      const slowly = inflate(framed, 2, end, most);
      expect([read.stopped, read.end, read.bytes.length]).toEqual([slowly.stopped, slowly.end, slowly.bytes.length]);
      expect(Buffer.from(read.bytes).equals(slowly.bytes)).toBe(true);
      seen.add(read.stopped);
    }
    expect([...seen].toSorted()).toEqual(['broken', 'complete', 'limit', 'truncated']);
  });
});
