import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TrustRoots } from '@portcullis/scan/provenance';
import { readTextFile } from '../../intent/intentFile.ts';

const MAX_BYTES = 1_000_000;
/** Where npm keeps the roots that it came with, seen from its program. */
const IN_NPM = join('..', '..', 'node_modules', '@sigstore', 'tuf', 'seeds.json');

/**
 * The roots that proofs of origin are held against: the file that is named, else those that this machine's npm brought
 * along. `undefined` where there are none. Throws `unreadable-file`, `bad-roots`.
 */
export async function readTrustRoots(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<TrustRoots | undefined> {
  const { parseTrustRoots } = await import('@portcullis/scan/provenance');
  if (given !== undefined) return parseTrustRoots(readTextFile(given, MAX_BYTES));
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '' || !existsSync(join(folder, 'npm'))) continue;
    const seeds = join(realpathSync(join(folder, 'npm')), IN_NPM);
    return existsSync(seeds) ? parseTrustRoots(readFileSync(seeds, 'utf8')) : undefined;
  }
  return undefined;
}
