import type { Form, PackageFile } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import type { Entry } from './entry.ts';

/** A link of an archive and the path that it has in the package. */
export interface Link {
  readonly path: string;
  readonly entry: Entry;
}

/** Links that lead to links are followed this far. */
const LONGEST_CHAIN = 40;

/**
 * Judges the links of an archive and gives the files that they stand for, by their path. npm leaves links
 * out; pip follows them in source archives, so the code behind one is code of the package under that name.
 */
export function resolveLinks(
  links: readonly Link[],
  form: Form,
  strip: (path: string) => string,
  files: ReadonlyMap<string, PackageFile>,
  notes: ArchiveNotes,
): Map<string, PackageFile> {
  const leads = new Map(links.map((link) => [link.path, targetOf(link.entry)]));
  const resolved = new Map<string, PackageFile>();
  for (const { path } of links) {
    if (leads.get(path) === undefined) {
      notes.find({
        rule: 'archive.escaping-link',
        decision: 'hold',
        path,
        what: 'is a link that leads out of the package',
        why: 'Files that are unpacked through such a link, or read through it, lie outside the package.',
      });
      continue;
    }
    let at: string | undefined = path;
    for (let steps = 0; at !== undefined && leads.has(at) && steps < LONGEST_CHAIN; steps += 1) {
      const next: string | undefined = leads.get(at);
      at = next === undefined ? undefined : strip(next);
    }
    const file = at === undefined ? undefined : files.get(at);
    if (file !== undefined) resolved.set(path, file);
    notes.find({
      rule: 'archive.link',
      decision: form === 'sdist' ? 'note' : 'review',
      path,
      what: file === undefined ? 'is a link to what is no file of the package' : `is a link to ${file.path}`,
      why:
        form === 'sdist'
          ? 'pip follows links in source archives and other tools leave them out.'
          : 'Packers for this registry write no links; some installers follow them and others leave them out.',
    });
  }
  return resolved;
}

/** What a link names, from the top of the archive; undefined when it leads out. */
function targetOf(entry: Entry): string | undefined {
  const target = entry.target ?? '';
  if (/^[\\/]|^[a-z]:/i.test(target)) return undefined;
  // A hard link names another entry of the archive, a symbolic one starts from its own folder.
  const base = entry.kind === 'hardlink' ? '' : entry.path.slice(0, entry.path.lastIndexOf('/') + 1);
  const kept: string[] = [];
  for (const segment of `${base}${target}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}
