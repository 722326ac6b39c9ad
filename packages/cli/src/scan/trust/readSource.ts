import { resolve } from 'node:path';
import type { FoundFile, PackageFinding } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import type { Target } from '../targets/target.ts';
import { walkFolder } from '../targets/walkFolder.ts';
import { trustOf } from './judgeTrust.ts';
import { readClone } from './readClone.ts';
import type { GetRoots } from './releaseQuestion.ts';
import { gitFolderOf } from './runGit.ts';

export interface SourceOptions {
  readonly commit?: string;
  readonly commitBefore?: string;
  readonly branch?: readonly string[];
  readonly allowedSigners?: string;
}

export interface Source {
  readonly files: readonly FoundFile[];
  /** What speaks against the commit that they come from. */
  readonly findings: readonly PackageFinding[];
}

/**
 * The source that packages are compared with: of a clone of git the release commit, of any other folder what lies in it. The
 * commit is the one that is named, else the one that the proof of origin of the only target names, else HEAD. Throws
 * `bad-usage` for options of a clone where there is none, and what reading throws.
 */
export async function readSource(
  folder: string,
  options: SourceOptions,
  targets: readonly Target[],
  roots: GetRoots,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Source> {
  if (gitFolderOf(folder) === undefined) {
    const needsClone = Object.entries(options).find(([, value]) => value !== undefined)?.[0];
    if (needsClone === undefined)
      return { files: walkFolder(resolve(folder), (path) => /(^|\/)node_modules$/.test(path)).files, findings: [] };
    throw new CliFault('bad-usage', {
      message: 'Only a clone of git has commits and branches.',
      found: `${folder}, which is the top of no clone`,
      expected: '--source with a folder that git clone made',
    });
  }
  const [target] = targets.length === 1 ? targets : [];
  const commit = options.commit ?? (await provedCommit(target, roots)) ?? 'HEAD';
  const answer = await readClone(
    folder,
    {
      commit,
      commitBefore: options.commitBefore ?? (await provedCommit(target?.before, roots)),
      branches: options.branch ?? [],
      allowedSigners: options.allowedSigners,
    },
    env,
  );
  return answer ?? { files: [], findings: [] };
}

/** The commit that a release was built from, as far as its proof of origin says. */
async function provedCommit(target: Target | undefined, roots: GetRoots): Promise<string | undefined> {
  if (target?.trust === undefined) return undefined;
  const trust = await trustOf(target, await target.load(), roots);
  return trust?.provenance.is === 'verified' ? trust.provenance.commit : undefined;
}
