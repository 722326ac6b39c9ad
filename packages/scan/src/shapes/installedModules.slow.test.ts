import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { shapesIn } from '../testing/shapesIn.ts';

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

function packagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    const at = path.join(folder, entry.name);
    if (entry.name.startsWith('@')) return packagesIn(at);
    return existsSync(path.join(at, 'package.json')) ? [at] : [];
  });
}

function sourcesOf(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const at = path.relative(folder, path.join(entry.parentPath, entry.name));
    if (!entry.isFile() || at.includes('node_modules') || !/\.(?:[cm]?js|[cm]?tsx?|jsx|py|sh)$/u.test(at)) continue;
    if (!/\.d\.[cm]?ts$/u.test(at)) files[at] = readFileSync(path.join(folder, at), 'utf8');
  }
  return files;
}

it('none of the installed packages is held or needs a review', { timeout: 300_000 }, () => {
  const packages = packagesIn(modules);
  expect(packages.length).toBeGreaterThan(100);
  const found = packages.flatMap((folder) =>
    shapesIn(sourcesOf(folder))
      .filter(({ decision }) => decision !== 'note')
      .map(({ rule, why }) => `${path.relative(modules, folder)}: ${rule}: ${why}`),
  );
  expect(found).toEqual([]);
});
