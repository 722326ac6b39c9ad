import { expect, it } from 'vitest';
import { mutate } from '../../archive/testing/mutate.ts';
import { seededNumbers } from '../../testing/seededNumbers.ts';
import { readNative } from '../readNative.ts';
import { elfOf, fatOf, machOOf, peOf, wasmOf } from './binaries.ts';

const CONTENT = {
  imports: ['connect', 'system', 'getenv', 'strlen'],
  text: 'https://collect.example.invalid/ wallet.dat',
};
const HONEST = [
  elfOf(CONTENT),
  peOf(CONTENT),
  machOOf(CONTENT),
  fatOf(machOOf(CONTENT)),
  wasmOf({ ...CONTENT, imports: ['env.a', 'env.b'] }),
];

/** Tests that broken binaries give facts or none, the same ones twice, and never more than a bounded number. */
export function surviveHostileBinaries(seed: number, rounds: number): void {
  it(`reads ${rounds} broken binaries of seed ${seed}`, () => {
    const random = seededNumbers(seed);
    const pick = (): Uint8Array => HONEST[Math.floor(random() * HONEST.length)]!;
    let whole = 0;
    let partial = 0;
    for (let round = 0; round < rounds; round += 1) {
      const bytes = headFirst(pick(), pick(), random);
      const facts = readNative({ bytes });
      if (facts === undefined) continue;
      if (facts.unread.length > 0) partial += 1;
      else whole += 1;
      const label = `SEED=${seed}, round ${round}`;
      expect(facts.imports.length, label).toBeLessThanOrEqual(50_000);
      expect(facts.sections.length, label).toBeLessThanOrEqual(2500);
      expect(facts.strings.length, label).toBeLessThanOrEqual(500);
      if (round % 100 === 0) expect(readNative({ bytes }), label).toEqual(facts);
    }
    expect(whole).toBeGreaterThan(rounds / 10);
    expect(partial).toBeGreaterThan(rounds / 10);
  });
}

/** Changes hit the headers more often than the rest, for there the offsets and counts are. */
function headFirst(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  if (random() < 0.4) return mutate(bytes, other, random);
  const changed = Uint8Array.from(bytes);
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1) {
    const at = 4 + Math.floor(random() * Math.min(changed.length - 4, 400));
    changed[at] = [0, 1, 0x7f, 0x80, 0xff, Math.floor(random() * 256)][Math.floor(random() * 6)]!;
  }
  return changed;
}
