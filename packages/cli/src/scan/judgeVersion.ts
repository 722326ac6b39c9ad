import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** What an analysis depends on: our code that makes it, and the parsers, by the lock file. */
const CODE = ['packages/scan/src/**/*.ts', 'packages/cli/src/scan/worker/*.ts', 'packages/model/src/**/*.ts'];

/** A digest over the judge itself: what another judge said is not believed to be what this one would say. */
export function judgeVersion(): string {
  const whole = createHash('sha256')
    .update(process.version)
    .update(readFileSync(`${ROOT}package-lock.json`));
  for (const file of globSync(CODE, { cwd: ROOT, exclude: (name) => name.endsWith('.test.ts') }).toSorted())
    whole.update(`${file}\0`).update(readFileSync(`${ROOT}${file}`));
  return whole.digest('hex');
}
