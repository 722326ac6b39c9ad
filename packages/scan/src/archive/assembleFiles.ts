import { hash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import type { Form, PackageFile } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import { findCollisions } from './collisions.ts';
import type { Entry } from './entry.ts';
import type { Allowance } from './limits.ts';
import { pathFaults } from './pathFaults.ts';
import { type Link, resolveLinks } from './resolveLinks.ts';

const SETS_ID = 0o6000;
const RUNS = 0o111;

/**
 * The files of a package from the entries of its archive, sorted by path and named as an installer names
 * them: without the top folder. Of entries with one name the last counts, as npm and pip have it.
 */
export function assembleFiles(
  entries: readonly Entry[],
  form: Form,
  allowance: Allowance,
  notes: ArchiveNotes,
): PackageFile[] {
  const strip = topFolder(entries, form, notes);
  const files = new Map<string, PackageFile>();
  const folders = new Set<string>();
  const links: Link[] = [];

  for (const entry of entries) {
    for (const fault of pathFaults(entry.path, allowance.limits)) notes.find(fault);
    const path = strip(entry.path);
    if (path === '') {
      if (entry.kind === 'file') notes.unread(entry.path, 'lies above the folder that is installed');
      continue;
    }
    switch (entry.kind) {
      case 'folder':
        folders.add(path);
        break;
      case 'device':
        notes.find({
          rule: 'archive.device',
          decision: 'hold',
          path,
          what: 'is a device or a pipe',
          why: 'A package has no use for a device; unpacking it may reach the hardware or hang the tool.',
        });
        break;
      case 'symlink':
      case 'hardlink':
        links.push({ path, entry });
        break;
      case 'file': {
        if ((entry.mode & SETS_ID) !== 0) {
          notes.find({
            rule: 'archive.special-bits',
            decision: 'review',
            path,
            what: 'runs with the rights of its owner or group',
            why: 'A tool that keeps these bits gives whoever starts the file the rights of somebody else.',
          });
        }
        const file = packageFile(path, entry.bytes, (entry.mode & RUNS) !== 0);
        const before = files.get(path);
        if (before !== undefined) {
          const isSame = before.digest === file.digest;
          notes.find({
            rule: 'archive.duplicate-path',
            decision: isSame ? 'review' : 'hold',
            path,
            what: isSame ? 'is in the archive twice' : 'is in the archive twice with different content',
            why: 'Some tools take the first of two entries with one name and others the last.',
          });
        }
        files.set(path, file);
        break;
      }
    }
  }
  for (const [path, target] of resolveLinks(links, form, strip, files, notes)) {
    if (files.has(path)) continue;
    allowance.bytes -= target.bytes.length;
    if (allowance.bytes < 0) notes.unread(path, 'is a link to more bytes than the limits allow');
    else files.set(path, { ...target, path });
  }
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  findCollisions(sorted, folders, notes);
  return sorted;
}

/** A file with the digest of its bytes. */
export function packageFile(path: string, bytes: Uint8Array, isExecutable: boolean): PackageFile {
  return { path, bytes, digest: `sha256:${hash('sha256', bytes, 'hex')}` as Digest, isExecutable };
}

/** How the name of an entry becomes a path of the package; empty for what is not installed. */
function topFolder(entries: readonly Entry[], form: Form, notes: ArchiveNotes): (path: string) => string {
  const plain = (path: string): string => path.replace(/\/+$/, '');
  if (form === 'wheel' || form === 'folder' || form === 'file') return plain;
  const clean = form === 'sdist' ? (path: string) => path.replace(/^(?:\.\/+)+/, '') : (path: string) => path;
  const tops = new Map<string, string>();
  let outside: string | undefined;
  for (const { path, kind } of entries) {
    const name = clean(path);
    const slash = name.indexOf('/');
    if (slash > 0) tops.set(name.slice(0, slash), path);
    else if (kind !== 'folder') outside ??= path;
  }
  const several = tops.size > 1 || (outside !== undefined && tops.size > 0);
  if (several) {
    notes.find({
      rule: 'archive.top-folders',
      decision: 'review',
      path: outside ?? ([...tops.values()].at(-1) as string),
      what: 'does not lie in the one folder that holds the package',
      why:
        form === 'npm-tarball'
          ? 'npm drops the first folder of every path, whatever its name, so files of several folders end in one place and those beside the folders are left out.'
          : 'pip takes a source archive apart differently when not all of it lies in one folder.',
    });
  }
  if (form === 'sdist' && (several || tops.size === 0)) return (path) => plain(clean(path));
  return (path) => {
    const name = plain(clean(path));
    const slash = name.indexOf('/');
    return slash === -1 ? '' : name.slice(slash + 1).replace(/^\/+/, '');
  };
}
