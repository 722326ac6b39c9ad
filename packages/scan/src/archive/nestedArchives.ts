import type { Ecosystem, PackageFile } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import { assembleFiles } from './assembleFiles.ts';
import { beginsAsTar } from './gunzip.ts';
import type { Allowance } from './limits.ts';
import { isZip, readTarball, readZip } from './readEntries.ts';

/** Between the path of an archive and a path inside it. */
export const INSIDE = '!/';

/**
 * The files of archives that lie in the package as files: Python imports from zip files, and code that
 * unpacks one needs no network. They are named `outer.zip!/inner.py`. What their containers do is for
 * whoever opens them, so it is noted and holds nothing by itself.
 */
export function nestedFiles(
  files: readonly PackageFile[],
  ecosystem: Ecosystem,
  depth: number,
  allowance: Allowance,
  notes: ArchiveNotes,
): PackageFile[] {
  const inner: PackageFile[] = [];
  for (const file of files) {
    if (!isZip(file.bytes) && !beginsAsTar(file.bytes)) continue;
    if (depth <= 0) {
      noteNested(file.path, 'is an archive that was not opened', notes);
      continue;
    }
    const quiet = lowered(file.path, notes);
    const entries = isZip(file.bytes)
      ? readZip(file.path, file.bytes, allowance, quiet)
      : readTarball(file.path, file.bytes, ecosystem, allowance, quiet);
    if (entries === undefined) continue;
    noteNested(file.path, 'is an archive inside the package', notes);
    const held = assembleFiles(entries, 'folder', allowance, quiet);
    const deeper = nestedFiles(held, ecosystem, depth - 1, allowance, quiet);
    for (const one of [...held, ...deeper]) inner.push({ ...one, path: `${file.path}${INSIDE}${one.path}` });
  }
  return inner;
}

function noteNested(path: string, what: string, notes: ArchiveNotes): void {
  notes.find({
    rule: 'archive.nested',
    decision: 'note',
    path,
    what,
    why: 'What an archive inside the package holds is not unpacked by the installer, but by whatever opens it later.',
  });
}

function lowered(outer: string, notes: ArchiveNotes): ArchiveNotes {
  const at = (path: string): string => (path === outer ? path : `${outer}${INSIDE}${path}`);
  return {
    ...notes,
    find: (note) => notes.find({ ...note, decision: 'note', path: at(note.path) }),
    unread: (path, why) => notes.unread(at(path), why),
  };
}
