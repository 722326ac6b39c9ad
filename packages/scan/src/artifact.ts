import type { Digest } from '@portcullis/model';
import type { PackageFinding } from './packageFinding.ts';

export type Ecosystem = 'npm' | 'pypi';

/** How the bytes came. `folder` and `file` have no archive around them. */
export type Form = 'npm-tarball' | 'wheel' | 'sdist' | 'folder' | 'file';

/** One regular file of a package. */
export interface PackageFile {
  /** Relative, `/` between folders, without the archive's own top folder (`package/`, `name-1.2.3/`). */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly isExecutable: boolean;
}

/** A package as it was read: every regular file in memory, nothing run, nothing on the disk. */
export interface Artifact {
  readonly form: Form;
  readonly ecosystem: Ecosystem;
  /** From the package's own manifest; absent where it has none. */
  readonly name?: string;
  readonly version?: string;
  /** Over the bytes as they came; for a folder over the paths and digests of its files, sorted. */
  readonly digest: Digest;
  /** Sorted by path. */
  readonly files: readonly PackageFile[];
  /** What the container itself does that no honest one does: traversal, links, duplicates, lies. */
  readonly findings: readonly PackageFinding[];
  /** What was not read and why (over a limit, encrypted, unknown compression): the judgement is then partial. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}
