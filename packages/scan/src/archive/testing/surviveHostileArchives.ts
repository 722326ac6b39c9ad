import { expect, it } from 'vitest';
import type { Artifact } from '../../artifact.ts';
import { ScanFault } from '../../scanFault.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { readArtifact } from '../readArtifact.ts';
import { hostileArchives } from './hostileArchives.ts';

const LIMITS = { ...DEFAULT_LIMITS, totalBytes: 200_000, fileBytes: 100_000, files: 100 };

/** Tests that broken archives give an answer or a fault, the same one twice, and never more than the limits allow. */
export function surviveHostileArchives(seed: number, rounds: number): void {
  it(`reads ${rounds} broken archives of seed ${seed} within its limits`, () => {
    const seen = { read: 0, faults: 0, findings: 0 };
    let round = 0;
    for (const { name, bytes } of hostileArchives(seed, rounds)) {
      const label = `SEED=${seed}, round ${round}, ${name}`;
      round += 1;
      const answer = read(name, bytes, label);
      if (typeof answer === 'string') {
        seen.faults += 1;
        continue;
      }
      seen.read += 1;
      if (answer.findings.length > 0) seen.findings += 1;
      const size = answer.files.reduce((sum, file) => sum + file.bytes.length, 0);
      expect(size, label).toBeLessThanOrEqual(LIMITS.totalBytes);
      expect(answer.files.length, label).toBeLessThanOrEqual(LIMITS.files);
      expect(answer.findings.length, label).toBeLessThanOrEqual(25 * 26);
      expect(new Set(answer.files.map(({ path }) => path)).size, label).toBe(answer.files.length);
      if (round % 20 === 0) expect(read(name, bytes, label), label).toEqual(answer);
    }
    expect(seen.read).toBeGreaterThan(rounds / 4);
    expect(seen.faults).toBeGreaterThan(rounds / 100);
    expect(seen.findings).toBeGreaterThan(rounds / 5);
  });
}

function read(name: string, bytes: Uint8Array, label: string): Artifact | string {
  try {
    return readArtifact(name, bytes, LIMITS);
  } catch (error) {
    expect(error, label).toBeInstanceOf(ScanFault);
    return (error as ScanFault).code;
  }
}
