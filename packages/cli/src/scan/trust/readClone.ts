import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type FoundFile,
  isReleaseFile,
  releaseFindings,
  releaseProtections,
  type PackageFinding,
} from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import { commitSignature } from './commitSignature.ts';
import { readCommit, readTree, resolveCommit } from './gitObjects.ts';
import { badGit, createGit, type Git, gitFolderOf } from './runGit.ts';

export interface CloneQuestion {
  /** The commit that a release is said to be built from. */
  readonly commit: string;
  /** The one that the release before was built from. */
  readonly commitBefore: string | undefined;
  /** Branches that a release may be built from; empty for the main branch of the remote. */
  readonly branches: readonly string[];
  readonly allowedSigners: string | undefined;
}

/** What a clone says of a release commit: its files, and what speaks against it. */
export interface CloneAnswer {
  readonly commit: string;
  readonly files: readonly FoundFile[];
  readonly findings: readonly PackageFinding[];
}

/**
 * Reads a release commit out of the objects of a clone; the working files are not looked at, and nothing of the clone is
 * run. `undefined` where the folder is the top of no clone. Throws `bad-source`, `unreadable-file`, `no-ssh-keygen`.
 */
export async function readClone(
  folder: string,
  question: CloneQuestion,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CloneAnswer | undefined> {
  const gitFolder = gitFolderOf(folder);
  if (gitFolder === undefined) return undefined;
  const git = createGit(gitFolder, env);
  const id = await resolveCommit(git, question.commit);
  const commit = await readCommit(git, id);
  const files = await readTree(git, commit.tree, () => true);
  const before =
    question.commitBefore === undefined
      ? undefined
      : await readCommit(git, await resolveCommit(git, question.commitBefore));
  const branches = question.branches.length > 0 ? question.branches : await mainBranches(git);
  const findings = releaseFindings({
    commit: id,
    branches,
    reachableFrom: await reachableFrom(git, id, branches),
    signature:
      question.allowedSigners === undefined
        ? { is: 'unasked' }
        : await commitSignature(commit, readable(question.allowedSigners)),
    protectionsBefore: before === undefined ? [] : releaseProtections(await readTree(git, before.tree, isReleaseFile)),
    protections: releaseProtections(files),
  });
  return { commit: id, files, findings };
}

/** What the remote calls its main branch, else what most call theirs. A clone without a remote has none. */
async function mainBranches(git: Git): Promise<readonly string[]> {
  const head = await git(['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']);
  const named = /^refs\/remotes\/(origin\/\S+)$/.exec(head.out.toString('utf8').trim())?.[1];
  if (head.code === 0 && named !== undefined) return [named];
  const found: string[] = [];
  for (const name of ['origin/main', 'origin/master'])
    if ((await git(['rev-parse', '--verify', '--quiet', `refs/remotes/${name}^{commit}`])).code === 0) found.push(name);
  return found;
}

async function reachableFrom(git: Git, commit: string, branches: readonly string[]): Promise<readonly string[]> {
  const reaching: string[] = [];
  for (const branch of branches) {
    const tip = await branchTip(git, branch);
    const { code } = await git(['merge-base', '--is-ancestor', commit, tip]);
    // 1 is no; anything else means that the history ends early (a shallow clone) or is broken.
    if (code > 1) throw badGit(`git merge-base of ${commit} and ${branch}: exit code ${code}`);
    if (code === 0) reaching.push(branch);
  }
  if (reaching.length === 0 && branches.length > 0 && (await isShallow(git)))
    throw badGit('a shallow clone, in which nobody can tell what is reachable');
  return reaching;
}

/** A branch as it was fetched goes before one that was made here; a tag of that name is no branch. */
async function branchTip(git: Git, name: string): Promise<string> {
  for (const ref of [`refs/remotes/${name}`, `refs/remotes/origin/${name}`, `refs/heads/${name}`]) {
    const { code, out } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    if (code === 0) return out.toString('utf8').trim();
  }
  throw badGit(`${name}: no such branch`);
}

async function isShallow(git: Git): Promise<boolean> {
  return (await git(['rev-parse', '--is-shallow-repository'])).out.toString('utf8').trim() === 'true';
}

function readable(file: string): string {
  const whole = resolve(file);
  if (statSync(whole, { throwIfNoEntry: false })?.isFile() === true) return whole;
  throw new CliFault('unreadable-file', {
    message: 'The file of allowed signers cannot be read.',
    found: file,
    expected: 'a file as ssh-keygen(1) describes it: principals, options, key',
  });
}
