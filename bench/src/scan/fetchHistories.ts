import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fetchArchive } from './fetchArchive.ts';

/** Versions of one package, the oldest first. */
export interface History {
  readonly about: string;
  readonly archives: readonly string[];
}

interface Listed {
  readonly ecosystem: 'npm' | 'pypi';
  readonly name: string;
  readonly versions: readonly string[];
}

/** A registry that does not answer is not asked for every package. */
const REFUSALS = 2;

/** Fetches pinned versions of well-known packages, one after the other. What does not come is told and left out. */
export async function fetchHistories(folder: string, progress: (line: string) => void): Promise<readonly History[]> {
  const list = JSON.parse(readFileSync(path.join(import.meta.dirname, 'histories.json'), 'utf8')) as readonly Listed[];
  const refused = { npm: 0, pypi: 0 };
  const histories: History[] = [];
  for (const { ecosystem, name, versions } of list) {
    if (refused[ecosystem] >= REFUSALS) continue;
    const archives: string[] = [];
    for (const version of versions) {
      const target = path.join(folder, ecosystem, name.replace('/', '__'), version);
      const archive = await fetchArchive(ecosystem, name, version, target);
      if (archive === undefined) progress(`${ecosystem} ${name} ${version} does not come, and is left out`);
      else archives.push(archive);
    }
    refused[ecosystem] = archives.length === 0 ? refused[ecosystem] + 1 : 0;
    if (archives.length > 0) histories.push({ about: `${ecosystem} ${name}`, archives });
  }
  for (const [ecosystem, times] of Object.entries(refused))
    if (times >= REFUSALS) progress(`no registry of ${ecosystem} answers: its other packages are left out`);
  return histories;
}
