import type { Artifact } from '../artifact.ts';
import { lockName } from '../difference/capabilityLock.ts';

/** The package's purl where it says its name and version, else what it was called by whoever gave it. */
export function subjectOf(artifact: Pick<Artifact, 'name' | 'version' | 'ecosystem'>, called: string): string {
  const name = lockName(artifact);
  return name === undefined || artifact.version === undefined
    ? called
    : `${name}@${encodeURIComponent(artifact.version)}`;
}
