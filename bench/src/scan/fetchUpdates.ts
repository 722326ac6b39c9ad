import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fetchArchive } from './fetchArchive.ts';
import type { Sample } from './sample.ts';

interface RealUpdate {
  readonly ecosystem: 'npm' | 'pypi';
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Registries that do not answer are not asked for every package. */
const REFUSALS = 2;

/**
 * Fetches the pinned pairs of versions of well-known packages through the machine's own `npm` and `pip`, one after the
 * other; nothing is installed and no script runs. What does not come is told and left out.
 */
export async function fetchUpdates(folder: string, progress: (line: string) => void): Promise<readonly Sample[]> {
  const list = JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'realUpdates.json'), 'utf8'),
  ) as readonly RealUpdate[];
  const refused = { npm: 0, pypi: 0 };
  const samples: Sample[] = [];
  for (const { ecosystem, name, before, after } of list) {
    if (refused[ecosystem] >= REFUSALS) continue;
    const get = async (version: string): Promise<string | undefined> =>
      await fetchArchive(ecosystem, name, version, path.join(folder, ecosystem, name.replace('/', '__'), version));
    const [earlier, archive] = [await get(before), await get(after)];
    if (earlier === undefined || archive === undefined) {
      refused[ecosystem] += 1;
      progress(`${ecosystem} ${name} ${before} → ${after} does not come, and is left out`);
    } else {
      refused[ecosystem] = 0;
      samples.push({ about: `${name} ${before} → ${after}`, ecosystem, isPoisoned: false, archive, before: earlier });
    }
  }
  for (const [ecosystem, times] of Object.entries(refused))
    if (times >= REFUSALS) progress(`no registry of ${ecosystem} answers: its other packages are left out`);
  return samples;
}
