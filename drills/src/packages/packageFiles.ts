import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package as text: its files by path, `/` between folders. All that the drills make are text. */
export type PackageFiles = ReadonlyMap<string, string>;

/** Reads a folder whole, in order of paths. */
export function readPackageFiles(folder: string): PackageFiles {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(folder, name), 'utf8')]));
}
