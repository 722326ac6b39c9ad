import { artifactOf, type FoundFile } from '../archive/artifactOf.ts';
import { declaredFacts } from '../manifest/declaredFacts.ts';
import { readManifest } from '../manifest/readManifest.ts';

/** Where a repository keeps what its releases are made by; the rest of it says nothing of protections. */
export function isReleaseFile(path: string): boolean {
  return /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|package\.json)$/.test(path);
}

/**
 * What protects a release, from the workflows and the manifest of one commit, in words that can be compared with those of
 * another commit. What cannot be read protects nothing.
 */
export function releaseProtections(files: readonly FoundFile[]): readonly string[] {
  const artifact = artifactOf(
    files.filter(({ path }) => isReleaseFile(path)),
    { form: 'folder', ecosystem: 'npm' },
  );
  return declaredFacts(readManifest(artifact)).protections;
}
