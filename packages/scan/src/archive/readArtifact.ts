import { hash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import type { Artifact, Ecosystem, Form, PackageFile } from '../artifact.ts';
import { ScanFault } from '../scanFault.ts';
import { type ArchiveNotes, createArchiveNotes } from './archiveNotes.ts';
import { assembleFiles, packageFile } from './assembleFiles.ts';
import type { Entry } from './entry.ts';
import { formOf } from './formOf.ts';
import { identityOf } from './identityOf.ts';
import { type Allowance, createAllowance, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { nestedFiles } from './nestedArchives.ts';
import { isZip, readTarball, readZip } from './readEntries.ts';
import { checkWheelRecord } from './wheelRecord.ts';

/**
 * Reads a package from its bytes: an npm tarball (`.tgz`), a wheel (`.whl`), a source archive (`.tar.gz`,
 * `.zip`) or one source file. Everything stays in memory, nothing is run, and no limit is passed; what an
 * archive does that no honest packer does is a finding, what cannot be read is named as unread.
 *
 * @throws ScanFault `unknown-format` for what is no package, `broken-archive` for a container of which nothing can be read.
 */
export function readArtifact(name: string, bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Artifact {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const named = formOf(base);
  const allowance = createAllowance(limits);
  const notes = createArchiveNotes();
  const digest = `sha256:${hash('sha256', bytes, 'hex')}` as Digest;
  if (bytes.length > limits.archiveBytes) {
    notes.unread(base, `has ${bytes.length} bytes, more than the limit of ${limits.archiveBytes}`);
    return finish(named.form, named.ecosystem, digest, [], notes);
  }
  switch (named.container) {
    case 'none':
      return finish(named.form, named.ecosystem, digest, [packageFile(base, bytes, false)], notes);
    case 'zip':
      return read(base, named.form, 'pypi', digest, readZip(base, bytes, allowance, notes), allowance, notes);
    case 'tar': {
      if (isZip(bytes)) throw broken(base, 'a zip archive under the name of a tar archive');
      const entries = readTarball(base, bytes, named.ecosystem, allowance, notes);
      const isNpm = named.form === 'npm-tarball' || (entries !== undefined && looksLikeNpm(entries));
      return read(base, isNpm ? 'npm-tarball' : 'sdist', isNpm ? 'npm' : 'pypi', digest, entries, allowance, notes);
    }
  }
}

function read(
  name: string,
  form: Form,
  ecosystem: Ecosystem,
  digest: Digest,
  entries: readonly Entry[] | undefined,
  allowance: Allowance,
  notes: ArchiveNotes,
): Artifact {
  if (entries === undefined || (entries.length === 0 && notes.unreadPaths().length === 0)) {
    throw broken(
      name,
      entries === undefined ? (notes.unreadPaths()[0]?.why ?? 'no archive') : 'an archive without entries',
    );
  }
  const files = assembleFiles(entries, form, allowance, notes);
  if (form === 'wheel') checkWheelRecord(files, notes.unreadPaths().length === 0, notes);
  const inner = nestedFiles(files, ecosystem, allowance.limits.nested, allowance, notes);
  return finish(form, ecosystem, digest, inner.length === 0 ? files : byPath([...files, ...inner]), notes);
}

function finish(
  form: Form,
  ecosystem: Ecosystem,
  digest: Digest,
  files: readonly PackageFile[],
  notes: ArchiveNotes,
): Artifact {
  return {
    form,
    ecosystem,
    ...identityOf(form, files),
    digest,
    files,
    findings: notes.findings(),
    unread: notes.unreadPaths(),
  };
}

/** npm's own pack puts everything into `package/`, and a source archive of Python has metadata of its own. */
function looksLikeNpm(entries: readonly Entry[]): boolean {
  const paths = new Set(entries.map(({ path }) => path));
  return paths.has('package/package.json') && !paths.has('package/PKG-INFO');
}

function byPath(files: PackageFile[]): PackageFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function broken(name: string, found: string): ScanFault {
  return new ScanFault('broken-archive', {
    message: `${name} cannot be read as an archive.`,
    found,
    expected: 'an archive of the kind that its name says',
    remedy: 'Fetch it again and compare its hash with the registry; do not install it.',
  });
}
