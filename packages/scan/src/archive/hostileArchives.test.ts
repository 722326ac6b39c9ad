import { describe, expect, it } from 'vitest';
import { readArtifact } from './readArtifact.ts';
import { HONEST } from './testing/hostileArchives.ts';
import { surviveHostileArchives } from './testing/surviveHostileArchives.ts';

/** Other rounds, or those that failed: `SEED=7 npx vitest run packages/scan/src/archive/hostileArchives.test.ts`. */
const SEED = Number(process.env['SEED'] ?? 1);

describe('broken archives', () => {
  it('begin as honest ones, which ask for nothing', () => {
    for (const { name, bytes } of HONEST) {
      const read = readArtifact(name, bytes);
      expect(read.findings.filter(({ decision }) => decision !== 'note')).toEqual([]);
      expect(read.unread).toEqual([]);
    }
  });
  surviveHostileArchives(SEED, 4000);
});
