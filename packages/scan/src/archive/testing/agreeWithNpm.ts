import { expect, it } from 'vitest';
import type { Artifact } from '../../artifact.ts';
import { readArtifact } from '../readArtifact.ts';
import { type Hostile, hostileArchives } from './hostileArchives.ts';
import { npmReads, npmTar } from './npmReads.ts';

/** The same promise for npm: what it would install of a broken tarball, we read, or we hold the tarball or say that it is partial. */
export function agreeWithNpm(seed: number, rounds: number): void {
  const tar = npmTar();
  it.skipIf(tar === undefined)(`sees what npm sees in ${rounds} broken archives of seed ${seed}, or says so`, () => {
    const archives = [...hostileArchives(seed, rounds)].filter(({ name }) => name.endsWith('.tgz'));
    let compared = 0;
    for (const [index, answer] of npmReads(tar!, archives).entries()) {
      const archive = archives[index] as Hostile;
      const read = readable(archive);
      if (answer === undefined || read === undefined) continue;
      if (read.unread.length > 0 || read.findings.some(({ decision }) => decision !== 'note')) continue;
      compared += 1;
      const own = read.files.filter(({ path }) => !path.includes('!/'));
      const ours = Object.fromEntries(own.map(({ path, digest }) => [path, digest.slice('sha256:'.length)]));
      expect(ours, `SEED=${seed}, ${index}`).toEqual(answer);
    }
    expect(compared).toBeGreaterThan(rounds / 100);
  });
}

function readable({ name, bytes }: Hostile): Artifact | undefined {
  try {
    return readArtifact(name, bytes);
  } catch {
    // A fault is an answer too: nobody takes such an archive for judged.
    return undefined;
  }
}
