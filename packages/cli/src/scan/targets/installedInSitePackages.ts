import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { DEFAULT_LIMITS, type FoundFile } from '@portcullis/scan';
import { nearPath } from '../../readEstate.ts';
import type { Material } from '../material.ts';
import type { Target } from './target.ts';
import { walkFolder, type Walked } from './walkFolder.ts';

/**
 * Every distribution that a `site-packages` says it holds, by its RECORD (PyPA, "Recording installed projects"), each
 * a target; and last, as one target, all files that no RECORD owns: code that was put there by other means runs as well.
 * Compiled caches (`__pycache__`) are left out.
 */
export function installedInSitePackages(folder: string): readonly Target[] {
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.dist-info') && isFile(join(folder, name, 'RECORD')))
    .toSorted()
    .map((name) => ({ name, paths: pathsOf(readFileSync(join(folder, name, 'RECORD'), 'utf8'), name) }));
  const owned = new Set(records.flatMap(({ paths }) => paths));
  const distributions = records.map(({ name, paths }) => ({
    name: `${nearPath(folder)}/${name}`,
    folder,
    isInstalled: true,
    load: () => Promise.resolve(materialOf(name.slice(0, -'.dist-info'.length), readListed(folder, paths))),
  }));
  const rest: Target = {
    name: `${nearPath(folder)} (files of no package)`,
    folder,
    isInstalled: true,
    load: () =>
      Promise.resolve(
        materialOf(
          'files of no package',
          walkFolder(folder, (path) => owned.has(path) || isCache(path)),
        ),
      ),
  };
  return hasOther(folder, '', owned) ? [...distributions, rest] : distributions;
}

function materialOf(name: string, walked: Walked): Material {
  return { is: 'files', name, form: 'folder', ecosystem: 'pypi', ...walked };
}

/** The first column of a RECORD. Its own metadata belongs to it whether it says so or not. */
function pathsOf(record: string, folder: string): string[] {
  const listed = record.split(/\r?\n/).flatMap((line) => {
    const path = /^"((?:[^"]|"")*)"|^([^,]*)/.exec(line);
    return [(path?.[1]?.replaceAll('""', '"') ?? path?.[2] ?? '').replaceAll('\\', '/')].filter((one) => one !== '');
  });
  return [
    ...new Set([
      ...listed,
      ...[
        'METADATA',
        'RECORD',
        'WHEEL',
        'entry_points.txt',
        'top_level.txt',
        'INSTALLER',
        'REQUESTED',
        'direct_url.json',
      ].map((name) => `${folder}/${name}`),
    ]),
  ];
}

function readListed(folder: string, paths: readonly string[]): Walked {
  const files: FoundFile[] = [];
  const unread: { path: string; why: string }[] = [];
  let left = DEFAULT_LIMITS.totalBytes;
  for (const path of paths.toSorted()) {
    if (isCache(path)) continue;
    // Programs lie beside the folder (`../../../bin/name`); a RECORD that leads anywhere else is not followed.
    const outside = /^(?:\.\.\/)+((?:bin|Scripts|share|etc|include)\/.+)$/.exec(path)?.[1];
    if (outside === undefined && (posix.isAbsolute(path) || posix.normalize(path) !== path || path.startsWith('../'))) {
      unread.push({ path, why: 'leads out of the installation' });
      continue;
    }
    const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
    // A file that an installer or a user removed is no risk.
    if (found === undefined) continue;
    if (!found.isFile()) unread.push({ path, why: 'is no regular file' });
    else if (found.size > Math.min(left, DEFAULT_LIMITS.fileBytes))
      unread.push({ path, why: `has ${found.size} bytes, more than the limits allow` });
    else {
      left -= found.size;
      files.push({
        path: outside ?? path,
        bytes: readFileSync(join(folder, path)),
        isExecutable: (found.mode & 0o111) !== 0,
      });
    }
  }
  return { files, unread };
}

/** Whether there is a file that nothing owns; stops at the first. */
function hasOther(folder: string, inner: string, owned: ReadonlySet<string>): boolean {
  return readdirSync(join(folder, inner), { withFileTypes: true }).some((entry) => {
    const path = inner === '' ? entry.name : `${inner}/${entry.name}`;
    if (isCache(path)) return false;
    return entry.isDirectory() ? hasOther(folder, path, owned) : !owned.has(path);
  });
}

function isCache(path: string): boolean {
  return basename(path) === '__pycache__' || path.includes('__pycache__/');
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
