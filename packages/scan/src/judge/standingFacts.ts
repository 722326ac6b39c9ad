import type { Artifact } from '../artifact.ts';
import { declaredFacts } from '../manifest/declaredFacts.ts';
import { readManifest } from '../manifest/readManifest.ts';
import type { NativeFacts } from '../native/nativeFacts.ts';
import { nativeFindings } from '../native/nativeFindings.ts';
import { nativeUses } from '../native/nativeUses.ts';
import { readNative } from '../native/readNative.ts';
import type { Analysis } from './analysis.ts';

export interface StandingFacts extends Pick<Analysis, 'declared' | 'uses' | 'findings' | 'unread'> {
  /** Files that a hook starts. */
  readonly started: readonly string[];
}

/** What a package says of itself and what its machine code can do: all that needs no parser. */
export function standingFacts(artifact: Artifact): StandingFacts {
  const manifest = readManifest(artifact);
  const binaries = new Map<string, NativeFacts>();
  for (const file of artifact.files) {
    const facts = readNative(file);
    if (facts !== undefined) binaries.set(file.path, facts);
  }
  return {
    declared: declaredFacts(manifest, artifact.form),
    started: manifest.hooks.filter(({ when }) => when !== 'git-install').flatMap(({ runs }) => runs),
    uses: [...binaries].flatMap(([path, facts]) => nativeUses(path, facts)),
    findings: [...manifest.findings, ...nativeFindings(artifact, binaries)],
    unread: [
      ...manifest.unread.map(({ path, why }) => ({ file: path, why })),
      ...[...binaries].flatMap(([file, facts]) => facts.unread.map((why) => ({ file, why }))),
    ],
  };
}
