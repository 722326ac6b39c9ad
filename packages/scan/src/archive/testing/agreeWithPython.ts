import { expect, it } from 'vitest';
import type { Artifact } from '../../artifact.ts';
import { readArtifact } from '../readArtifact.ts';
import { type Hostile, hostileArchives } from './hostileArchives.ts';
import { hasPython, type PythonAnswer, pythonReads } from './pythonReads.ts';

/**
 * Tests the promise that matters: whatever is done to an archive, either Python reads from it what we read, or
 * we hold it or say that we did not read it whole. What it refuses is no matter.
 */
export function agreeWithPython(seed: number, rounds: number): void {
  it.skipIf(!hasPython())(`sees what Python sees in ${rounds} broken archives of seed ${seed}, or says so`, () => {
    const archives = [...hostileArchives(seed, rounds)].filter(({ name }) => name !== 'example-1.0.0.tgz');
    let compared = 0;
    for (const [index, answer] of pythonReads(archives).entries()) {
      const archive = archives[index] as Hostile;
      const read = readable(archive);
      if (typeof answer === 'string' || read === undefined) continue;
      if (read.unread.length > 0 || read.findings.some(({ decision }) => decision !== 'note')) continue;
      compared += 1;
      expect(ours(read, answer), `SEED=${seed}, ${index} ${archive.name}`).toEqual(theirs(answer, read));
    }
    expect(compared).toBeGreaterThan(rounds / 50);
  });
}

/** Symbolic links are read by both, but only Python's own file is a file to it. */
function ours({ files, findings }: Artifact, answer: Exclude<PythonAnswer, string>): Readonly<Record<string, string>> {
  const links = new Set(findings.filter(({ rule }) => rule === 'archive.link').map(({ places }) => places[0]?.file));
  const isTheirs = (path: string): boolean => Object.keys(answer).some((name) => name.endsWith(`/${path}`));
  const own = files.filter(({ path }) => !path.includes('!/') && (!links.has(path) || isTheirs(path)));
  return Object.fromEntries(own.map(({ path, digest }) => [path, digest.slice('sha256:'.length)]));
}

/** With the one top folder taken off, as pip does for source archives. */
function theirs(answer: Exclude<PythonAnswer, string>, { form }: Artifact): Readonly<Record<string, string>> {
  const entries = Object.entries(answer);
  if (form === 'wheel') return answer;
  const tops = new Set(entries.map(([path]) => path.replace(/^\.\//, '').split('/')[0]));
  if (tops.size > 1) return answer;
  return Object.fromEntries(
    entries.map(([path, digest]) => [path.replace(/^\.\//, '').replace(/^[^/]*\/+/, ''), digest]),
  );
}

function readable({ name, bytes }: Hostile): Artifact | undefined {
  try {
    return readArtifact(name, bytes);
  } catch {
    // A fault is an answer too: nobody takes such an archive for judged.
    return undefined;
  }
}
