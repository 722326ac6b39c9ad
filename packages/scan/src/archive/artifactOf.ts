import { hash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import type { Artifact, Ecosystem, Form, PackageFile } from '../artifact.ts';
import { createArchiveNotes } from './archiveNotes.ts';
import { packageFile } from './assembleFiles.ts';
import { findCollisions } from './collisions.ts';
import { identityOf } from './identityOf.ts';
import { createAllowance, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { nestedFiles } from './nestedArchives.ts';
import { pathFaults } from './pathFaults.ts';

/** A file as whoever walked a folder found it. Links are not followed by that walk. */
export interface FoundFile {
  /** Relative to the folder, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable?: boolean;
}

/** A package whose files lie open: a folder, or files that were read one by one. */
export function artifactOf(
  found: readonly FoundFile[],
  as: { readonly form: Extract<Form, 'folder' | 'file'>; readonly ecosystem: Ecosystem },
  limits: Limits = DEFAULT_LIMITS,
): Artifact {
  const notes = createArchiveNotes();
  const allowance = createAllowance(limits);
  const byPath = new Map<string, PackageFile>();
  for (const { path, bytes, isExecutable = false } of found) {
    for (const fault of pathFaults(path, limits)) notes.find(fault);
    allowance.files -= 1;
    if (allowance.files < 0) {
      notes.unread('', `there are more than ${limits.files} files; the rest was not read`);
      break;
    }
    if (bytes.length > limits.fileBytes || bytes.length > allowance.bytes) {
      notes.unread(path, `has ${bytes.length} bytes, more than the limits allow`);
      continue;
    }
    allowance.bytes -= bytes.length;
    byPath.set(path, packageFile(path, bytes, isExecutable));
  }
  const files = sorted([...byPath.values()]);
  findCollisions(files, new Set(), notes);
  const digest = hash('sha256', files.map((file) => `${file.path}\0${file.digest}\n`).join(''), 'hex');
  const inner = nestedFiles(files, as.ecosystem, limits.nested, allowance, notes);
  return {
    ...as,
    ...identityOf(as.form, files),
    digest: `sha256:${digest}` as Digest,
    files: sorted([...files, ...inner]),
    findings: notes.findings(),
    unread: notes.unreadPaths(),
  };
}

function sorted(files: PackageFile[]): PackageFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
