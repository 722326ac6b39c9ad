import type { Artifact } from '../artifact.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';
import { declaredFacts } from '../manifest/declaredFacts.ts';
import { readManifest } from '../manifest/readManifest.ts';
import { setupRequirements } from '../manifest/setupRequirements.ts';
import type { NativeFacts } from '../native/nativeFacts.ts';
import { nativeFindings } from '../native/nativeFindings.ts';
import { nativeUses } from '../native/nativeUses.ts';
import { readNative } from '../native/readNative.ts';
import type { Analysis } from './analysis.ts';

export interface StandingFacts extends Pick<Analysis, 'declared' | 'uses' | 'findings' | 'unread'> {
  /** Files that a hook starts. */
  readonly started: readonly string[];
}

/** What a package says of itself, also in its `setup.py`, and what its machine code can do. */
export function standingFacts(artifact: Artifact, modules: readonly ModuleIr[]): StandingFacts {
  const manifest = readManifest(artifact);
  const binaries = new Map<string, NativeFacts>();
  for (const file of artifact.files) {
    const facts = readNative(file);
    if (facts !== undefined) binaries.set(file.path, facts);
  }
  return {
    declared: declaredFacts(
      { ...manifest, dependencies: [...manifest.dependencies, ...saidBySetup(artifact, modules)] },
      artifact.form,
    ),
    started: manifest.hooks.filter(({ when }) => when !== 'git-install').flatMap(({ runs }) => runs),
    uses: [...binaries].flatMap(([path, facts]) => nativeUses(path, facts)),
    findings: [...manifest.findings, ...nativeFindings(artifact, binaries)],
    unread: [
      ...manifest.unread.map(({ path, why }) => ({ file: path, why })),
      ...[...binaries].flatMap(([file, facts]) => facts.unread.map((why) => ({ file, why }))),
    ],
  };
}

function saidBySetup({ files, form }: Artifact, modules: readonly ModuleIr[]): ReturnType<typeof setupRequirements> {
  const setup = form === 'sdist' ? modules.find(({ file }) => file === 'setup.py') : undefined;
  return setup === undefined ? [] : setupRequirements(setup, new Map(files.map((file) => [file.path, file])));
}
