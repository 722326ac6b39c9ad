import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { lowerJavaScript } from './lowerJavaScript.ts';

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
/** What may stay unread of real files: a few that are broken on purpose, as tests of others. */
const MOST_UNREAD = 0.001;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?js|[cm]?ts|[jt]sx)$/u.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

it('every third installed module is lowered, and nearly all of it is read', { timeout: 120_000 }, () => {
  const files = filesUnder(modules).filter((_, index) => index % 3 === 0);
  expect(files.length).toBeGreaterThan(1_000);
  let size = 0;
  let unread = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const module = lowerJavaScript(file, text);
    size += text.length;
    for (const { span } of module.unread) unread += span.end - span.start;
    for (const step of module.steps) {
      const to = 'to' in step ? step.to : step.into;
      if (module.values.at(to) === undefined)
        expect.unreachable(`${file}: a step into value ${to}, which was never made`);
    }
  }
  expect(unread / size).toBeLessThan(MOST_UNREAD);
});
