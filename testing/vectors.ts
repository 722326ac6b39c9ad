import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of a public conformance suite (`merkle`, `sshsig`, `jcs`), or `undefined` where
 * this machine has none: tests then say so and skip. Looked for in the directory that
 * PORTCULLIS_VECTORS names, then in `shared/vectors` beside the repository.
 */
export function vectorsFolder(name: string): string | undefined {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const named = process.env['PORTCULLIS_VECTORS'];
  const places = [named, ...beside(root)].filter((place) => place !== undefined);
  return places.map((place) => join(place, name)).find((folder) => existsSync(folder));
}

/** `shared/vectors` in every directory above the repository: a worktree may lie deeper than the repository itself. */
function beside(root: string): string[] {
  const above = dirname(root);
  return above === root ? [] : [join(above, 'shared', 'vectors'), ...beside(above)];
}
