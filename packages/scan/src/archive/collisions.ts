import type { PackageFile } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import { isCodePath } from './codeFile.ts';

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Finds files whose names are one name to some file system or reader: by letter case, by Unicode form, by
 * characters that nobody sees, by trailing dots and blanks; and names that are a file and a folder.
 */
export function findCollisions(files: readonly PackageFile[], folders: ReadonlySet<string>, notes: ArchiveNotes): void {
  const byFold = new Map<string, PackageFile>();
  const parents = new Set<string>(folders);
  for (const { path } of files) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const parent = path.slice(0, slash);
      if (parents.has(parent)) break;
      parents.add(parent);
    }
  }
  for (const file of files) {
    if (parents.has(file.path)) {
      notes.find({
        rule: 'archive.file-and-folder',
        decision: 'hold',
        path: file.path,
        what: 'is a file and a folder',
        why: 'Only one of the two can be unpacked, and which depends on the tool.',
      });
    }
    const folded = fold(file.path);
    const other = byFold.get(folded);
    if (other === undefined) {
      byFold.set(folded, file);
      continue;
    }
    const byCaseOnly = file.path.toLowerCase() === other.path.toLowerCase();
    const isSame = file.digest === other.digest;
    notes.find({
      rule: 'archive.colliding-paths',
      decision: isSame || (byCaseOnly && !isCodePath(file.path)) ? 'note' : byCaseOnly ? 'review' : 'hold',
      path: file.path,
      what: byCaseOnly
        ? `differs from ${other.path} only in letter case`
        : 'looks like another file of the archive and is not it',
      why: 'Systems that take the two names as one keep only one of the files, and a reader may take one for the other.',
    });
  }
}

function fold(path: string): string {
  const plain = /^[\x20-\x7E]*$/.test(path) ? path : path.replace(INVISIBLE, '').normalize('NFKC');
  return plain
    .toUpperCase()
    .toLowerCase()
    .replace(/[. ]+(?=\/|$)/g, '');
}
