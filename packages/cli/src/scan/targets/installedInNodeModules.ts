import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nearPath } from '../../readEstate.ts';
import type { Target } from './target.ts';
import { walkFolder } from './walkFolder.ts';

/**
 * Every package that lies in a `node_modules`, nested ones and those of pnpm's store too, each a target of its
 * own, in the order of their paths. Links are left out: what they lead to is a workspace's own code, or is met where it lies.
 */
export function installedInNodeModules(folder: string): readonly Target[] {
  return [...packagesIn(folder)].toSorted().map((path) => ({
    name: nearPath(path),
    folder: path,
    isInstalled: true,
    load: () =>
      Promise.resolve({
        is: 'files' as const,
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        form: 'folder' as const,
        ecosystem: 'npm' as const,
        ...walkFolder(path, (inner) => inner === 'node_modules'),
      }),
  }));
}

function* packagesIn(folder: string): Generator<string> {
  for (const name of foldersIn(folder)) {
    const path = join(folder, name);
    if (name === '.pnpm') {
      for (const stored of foldersIn(path))
        if (isFolder(join(path, stored, 'node_modules'))) yield* packagesIn(join(path, stored, 'node_modules'));
    } else if (name.startsWith('@')) {
      for (const inner of foldersIn(path)) yield* packageAt(join(path, inner));
    } else if (!name.startsWith('.')) yield* packageAt(path);
  }
}

function* packageAt(path: string): Generator<string> {
  yield path;
  if (isFolder(join(path, 'node_modules'))) yield* packagesIn(join(path, 'node_modules'));
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
