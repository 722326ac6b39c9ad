import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundFile, PackageFinding } from '@portcullis/scan';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFault } from '../cliFault.ts';
import { runYara } from './runYara.ts';

const YARA = ['yara', 'yr'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portcullis-yara-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files: FoundFile[] = [
  { path: 'lib/clean.js', bytes: Buffer.from('module.exports = 1') },
  { path: 'lib/$(touch x) \u001b[2J.js', bytes: Buffer.from('fetch("http://example.invalid")') },
];
function program(script: string): string {
  const file = join(root, 'program');
  writeFileSync(file, `#!${process.execPath}\n${script}`);
  chmodSync(file, 0o700);
  return file;
}
const scan = async (path: string, rules: string, timeoutMs = 20_000): Promise<PackageFinding[]> =>
  await runYara(files, { program: path, rules, timeoutMs });
const faultOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    return error instanceof CliFault ? `${error.code}: ${error.found ?? ''}` : String(error);
  }
};

describe('a YARA of the user', () => {
  it.skipIf(YARA === undefined)('says which of its rules match which file, whatever the file is called', async () => {
    const rules = join(root, 'my rules.yar');
    writeFileSync(
      rules,
      'rule sends_out { strings: $a = "example.invalid" condition: $a }\nrule never { condition: false }',
    );
    const found = await scan(YARA ?? '', rules);
    expect(found).toMatchObject([
      {
        rule: 'user.yara',
        decision: 'hold',
        key: `user.yara sends_out ${files[1]?.path}`,
        places: [{ file: files[1]?.path }],
      },
    ]);
    writeFileSync(rules, 'rule broken {');
    expect(await faultOf(scan(YARA ?? '', rules))).toMatch(/^bad-yara: exit code/);
  });

  it('is given private copies under names of ours, no environment, and a folder that is gone afterwards', async () => {
    const out = join(root, 'seen.json');
    const spy = program(`
      const fs = require('node:fs'); const folder = process.argv.at(-1);
      fs.writeFileSync(${JSON.stringify(out)}, JSON.stringify({ folder, names: fs.readdirSync(folder), env: process.env,
        modes: [folder, folder + '/0'].map((path) => (fs.statSync(path).mode & 0o777).toString(8)) }));
      console.log('mine ' + folder + '/1'); console.log('mine /elsewhere/77'); console.log('\\u001b[2J odd');`);
    const found = await scan(spy, '/dev/null');
    const seen = JSON.parse(readFileSync(out, 'utf8')) as {
      folder: string;
      names: string[];
      env: object;
      modes: string[];
    };
    expect(seen).toMatchObject({ names: ['0', '1'], env: {}, modes: ['700', '600'] });
    expect(() => readdirSync(seen.folder)).toThrow('ENOENT');
    expect(found.map(({ key }) => key)).toEqual([`user.yara mine ${files[1]?.path}`]);
  });

  it.each([
    ['is absent', '/absent/yara', 20_000, /ENOENT/],
    ['ends badly', 'process.stderr.write("no such rule"); process.exit(3)', 20_000, /exit code 3: no such rule/],
    ['never ends', 'setInterval(() => 0, 1000)', 300, /no answer within 0\.3 s/],
    ['floods', 'for (;;) require("node:fs").writeSync(1, "x".repeat(65536))', 20_000, /more than 4194304 characters/],
  ])('that %s is told and not passed over', async (_, script, timeoutMs, words) => {
    const path = script.startsWith('/') ? script : program(script);
    expect(await faultOf(scan(path, '/dev/null', timeoutMs))).toMatch(words);
  });
});
