import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FoundFile } from '@portcullis/scan';

/** The source files of one installed package. */
export interface SourcePackage {
  readonly name: string;
  readonly files: readonly FoundFile[];
  readonly bytes: number;
}

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const MOST_OF_ONE = 2_000_000;

/**
 * JavaScript and TypeScript of this repository's installed packages, up to so many bytes in all: the same as long as the
 * lock file is. The order is that of the names' digests, so that no scope of names fills the set; declarations are left
 * out, because they are easy, and so is what a package has beyond two megabytes.
 */
export function sourceSet(most: number): readonly SourcePackage[] {
  const names = globSync(['node_modules/*/package.json', 'node_modules/@*/*/package.json'], { cwd: ROOT })
    .map((file) => path.dirname(file).slice('node_modules/'.length).replaceAll('\\', '/'))
    .filter((name) => !name.startsWith('@portcullis/'));
  const set: SourcePackage[] = [];
  let total = 0;
  for (const name of names.toSorted((a, b) => compare(digest(a), digest(b)))) {
    const found = readSource(path.join(ROOT, 'node_modules', name));
    if (found.bytes === 0 || total + found.bytes > most) continue;
    total += found.bytes;
    set.push({ name, ...found });
  }
  return set;
}

function readSource(folder: string): Pick<SourcePackage, 'files' | 'bytes'> {
  const files: FoundFile[] = [];
  let total = 0;
  const names = globSync('**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}', { cwd: folder, exclude: ['**/node_modules/**'] });
  for (const name of names.toSorted()) {
    const file = path.join(folder, name);
    if (/\.d\.[mc]?ts$/.test(name) || !statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    if (total + bytes.length > MOST_OF_ONE) continue;
    total += bytes.length;
    files.push({ path: name.replaceAll('\\', '/'), bytes });
  }
  return { files, bytes: total };
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
