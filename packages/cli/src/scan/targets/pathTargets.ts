import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { DEFAULT_LIMITS, type Ecosystem } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import { nearPath } from '../../readEstate.ts';
import type { Material } from '../material.ts';
import { installedInNodeModules } from './installedInNodeModules.ts';
import { installedInSitePackages } from './installedInSitePackages.ts';
import type { Target } from './target.ts';
import { walkFolder } from './walkFolder.ts';

/**
 * What a path stands for: an archive or source file, a folder as one package, or, for `node_modules` and
 * `site-packages`, each package installed there. Throws `bad-target`.
 */
export function pathTargets(given: string): readonly Target[] {
  const path = resolve(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw badTarget(given, 'nothing of that name', 'a file, a folder, or a package URL such as pkg:npm/name@1.2.3');
  if (found.isFile()) return [fileTarget(path)];
  if (!found.isDirectory()) throw badTarget(given, 'neither file nor folder', 'a package, a source file or a folder');
  if (basename(path) === 'node_modules') return nonEmpty(given, installedInNodeModules(path));
  if (isSitePackages(path)) return nonEmpty(given, installedInSitePackages(path));
  return [folderTarget(path, nearPath(path))];
}

/** A folder as one package. What is installed inside is judged by itself, and `.git` is not part of a package. */
export function folderTarget(path: string, name: string): Target {
  return {
    name,
    folder: path,
    load: () => {
      const walked = walkFolder(path, (inner) => /(^|\/)(node_modules|\.git|__pycache__)$/.test(inner));
      if (walked.files.length === 0) throw badTarget(nearPath(path), 'a folder without files', 'a package');
      const ecosystem = ecosystemOf(walked.files.map((file) => file.path));
      return Promise.resolve<Material>({ is: 'files', name: basename(path), form: 'folder', ecosystem, ...walked });
    },
  };
}

function fileTarget(path: string): Target {
  return {
    name: nearPath(path),
    load: () => {
      const { size } = lstatSync(path);
      if (size > DEFAULT_LIMITS.archiveBytes)
        throw badTarget(nearPath(path), `${size} bytes`, `at most ${DEFAULT_LIMITS.archiveBytes}`);
      return Promise.resolve<Material>({ is: 'archive', name: basename(path), bytes: readFileSync(path) });
    },
  };
}

/** By its manifest, else by what most of its code is. */
export function ecosystemOf(paths: readonly string[]): Ecosystem {
  if (paths.includes('package.json')) return 'npm';
  if (paths.some((path) => /^(pyproject\.toml|setup\.(py|cfg)|PKG-INFO)$/.test(path))) return 'pypi';
  const python = paths.filter((path) => /\.(py|pyi|pyx|pth)$/.test(path)).length;
  const javascript = paths.filter((path) => /\.[cm]?[jt]sx?$/.test(path)).length;
  return python > javascript ? 'pypi' : 'npm';
}

function isSitePackages(path: string): boolean {
  return /^(site|dist)-packages$/.test(basename(path)) || readdirSync(path).some((name) => name.endsWith('.dist-info'));
}

function nonEmpty(given: string, targets: readonly Target[]): readonly Target[] {
  if (targets.length === 0) throw badTarget(given, 'a folder in which nothing is installed', 'installed packages');
  return targets;
}

function badTarget(name: string, found: string, expected: string): CliFault {
  return new CliFault('bad-target', { message: 'This cannot be judged.', found: `${name}: ${found}`, expected });
}
