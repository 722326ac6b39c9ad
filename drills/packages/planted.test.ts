import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { chanceOf } from '../src/packages/chance.ts';
import { openJudge } from '../src/packages/openJudge.ts';
import { type PackageFiles, readPackageFiles } from '../src/packages/packageFiles.ts';
import { plantThefts } from '../src/packages/plant/plantThefts.ts';

// Packages of others that handle keys, as they are installed here; two of them reach the network already.
const PACKAGES = ['@noble/curves', '@scure/bip39', 'ox', 'viem'];
const EACH = 4;
const seed = process.env['SEED'] ?? '1';
const opened = openJudge(60_000);
afterAll(() => opened[Symbol.asyncDispose]());

it.each(PACKAGES)('a theft that is put into %s is held as an update', { timeout: 180_000 }, async (name) => {
  const before = codeOf(name);
  expect(await opened.judge({ ecosystem: 'npm', files: before, before })).toMatchObject({ decision: 'pass' });
  const planted = plantThefts(before, EACH, chanceOf(`${seed} ${name}`));
  expect(planted).not.toEqual([]);
  const missed: string[] = [];
  for (const { about, file, text } of planted) {
    const { decision } = await opened.judge({ ecosystem: 'npm', files: new Map([...before, [file, text]]), before });
    if (decision !== 'hold') missed.push(`${decision}: ${about}`);
  }
  expect(missed).toEqual([]);
});

function codeOf(name: string): PackageFiles {
  const folder = path.join(import.meta.dirname, '..', '..', 'node_modules', name);
  return new Map([...readPackageFiles(folder)].filter(([file]) => /\.[cm]?js$|(^|\/)package\.json$/u.test(file)));
}
