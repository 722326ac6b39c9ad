import type { Form, PackageFile } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import type { Entry } from './entry.ts';

/**
 * Judges a link and gives the file that it stands for. npm leaves links out; pip follows them in source
 * archives, so the code behind one is code of the package under that name.
 */
export function resolveLink(
  path: string,
  entry: Entry,
  form: Form,
  strip: (path: string) => string,
  files: ReadonlyMap<string, PackageFile>,
  notes: ArchiveNotes,
): PackageFile | undefined {
  const target = entry.target ?? '';
  // A hard link names another entry of the archive, a symbolic one starts from its own folder.
  const base = entry.kind === 'hardlink' ? '' : entry.path.slice(0, entry.path.lastIndexOf('/') + 1);
  const whole = /^[\\/]|^[a-z]:/i.test(target) ? undefined : normalise(`${base}${target}`);
  if (whole === undefined) {
    notes.find({
      rule: 'archive.escaping-link',
      decision: 'hold',
      path,
      what: 'is a link that leads out of the package',
      why: 'Files that are unpacked through such a link, or read through it, lie outside the package.',
    });
    return undefined;
  }
  const file = files.get(strip(whole));
  notes.find({
    rule: 'archive.link',
    decision: form === 'sdist' ? 'note' : 'review',
    path,
    what:
      file === undefined
        ? 'is a link to something that is no file of the package'
        : 'is a link to another file of the package',
    why:
      form === 'sdist'
        ? 'pip follows links in source archives and other tools leave them out.'
        : 'Packers for this registry write no links; some installers follow them and others leave them out.',
  });
  return file;
}

/** The path without `.` and `..`; undefined when it leads out. */
function normalise(path: string): string | undefined {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}
