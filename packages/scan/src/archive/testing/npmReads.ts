import { createHash } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Hostile } from './hostileArchives.ts';

/** What is used of the reader that comes with npm. */
interface NpmTar {
  list(options: { file: string; sync: true; onReadEntry: (entry: NpmEntry) => void }): void;
}
interface NpmEntry {
  readonly path: string;
  readonly type: string;
  on(event: 'data', take: (data: Uint8Array) => void): void;
  on(event: 'end', take: () => void): void;
}

export type NpmAnswer = Readonly<Record<string, string>> | undefined;

/** The reader inside the npm of this machine; undefined where there is none. */
export function npmTar(): NpmTar | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    try {
      return createRequire(realpathSync(path.join(folder, 'npm')))('tar') as NpmTar;
    } catch {
      // Not there, or a shim that leads elsewhere: the next folder may hold the real one.
    }
  }
  return undefined;
}

/** The files that npm would install of each archive, by path and SHA-256; undefined for what it refuses. */
export function npmReads(tar: NpmTar, archives: readonly Hostile[]): NpmAnswer[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'tarballs-'));
  try {
    return archives.map(({ name, bytes }, index) => {
      const file = path.join(folder, `${index}-${name}`);
      writeFileSync(file, bytes);
      const found: Record<string, string> = {};
      try {
        tar.list({ file, sync: true, onReadEntry: (entry) => collect(entry, found) });
        return found;
      } catch {
        return undefined;
      }
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function collect(entry: NpmEntry, found: Record<string, string>): void {
  const hash = createHash('sha256');
  entry.on('data', (data) => void hash.update(data));
  entry.on('end', () => {
    // As npm does it: links are left out, and the first folder is dropped.
    const installed = entry.path.split('/').slice(1).join('/');
    if (entry.type.endsWith('File') && installed !== '') found[installed] = hash.digest('hex');
  });
}
