import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runMeasured } from './runMeasured.ts';

const FETCH_MS = 60_000;

/**
 * Fetches one version of a package into a folder of its own through the machine's `npm` or `pip`; nothing is installed and
 * no script runs. Undefined where it does not come.
 */
export async function fetchArchive(
  ecosystem: 'npm' | 'pypi',
  name: string,
  version: string,
  folder: string,
): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true });
  const [command, args] =
    ecosystem === 'npm'
      ? ['npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, `${name}@${version}`]]
      : [
          'python3',
          ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', folder, `${name}==${version}`],
        ];
  try {
    // Elsewhere than in this repository, whose own settings of npm are not for this.
    await runMeasured(command as string, args as string[], { cwd: folder, patienceMs: FETCH_MS });
  } catch {
    return undefined;
  }
  const [file] = readdirSync(folder);
  return file === undefined ? undefined : path.join(folder, file);
}
