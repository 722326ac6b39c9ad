import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScanFault } from '@portcullis/scan';
import { createSigstore } from '../../../../scan/src/trust/provenance/testing/sigstore.ts';
import { CliFault } from '../../cliFault.ts';
import { readTrustRoots } from './readTrustRoots.ts';

let folder: string;
const { trustedRoot } = createSigstore();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-roots-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An installation of npm as far as it is looked at, with a link on the path. */
function installNpm(name: string, seeds: string | undefined): string {
  const program = join(folder, name, 'lib/npm/bin/npm-cli.js');
  const bin = join(folder, name, 'bin');
  mkdirSync(dirname(program), { recursive: true });
  mkdirSync(bin);
  writeFileSync(program, '');
  symlinkSync(program, join(bin, 'npm'));
  if (seeds === undefined) return bin;
  const file = join(folder, name, 'lib/npm/node_modules/@sigstore/tuf/seeds.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, seeds);
  return bin;
}

test('roots come from the file that is named, else from the npm that is first on the path', async () => {
  const seeds = JSON.stringify({
    x: { targets: { 'trusted_root.json': Buffer.from(trustedRoot).toString('base64') } },
  });
  const [first, none] = [installNpm('first', seeds), installNpm('none', undefined)];
  expect((await readTrustRoots(undefined, { PATH: `/nonexistent::${first}:${none}` }))?.material.tlogs).toHaveLength(1);
  // A second npm is not the one that runs.
  expect(await readTrustRoots(undefined, { PATH: `${none}:${first}` })).toBeUndefined();
  expect(await readTrustRoots(undefined, {})).toBeUndefined();
  const file = join(folder, 'trusted_root.json');
  writeFileSync(file, trustedRoot);
  expect((await readTrustRoots(file, { PATH: none }))?.material.ctlogs).toHaveLength(1);
});

test('roots that cannot be read are refused, never passed over', async () => {
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{');
  await expect(readTrustRoots(file, {})).rejects.toThrow(ScanFault);
  await expect(readTrustRoots(join(folder, 'nowhere.json'), {})).rejects.toThrow(CliFault);
  await expect(readTrustRoots(undefined, { PATH: installNpm('broken', '{}') })).rejects.toThrow(ScanFault);
});
