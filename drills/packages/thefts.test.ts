import { execFileSync, spawnSync } from 'node:child_process';
import { createDecipheriv, createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindJavaScript } from '../src/packages/javascript/bindJavaScript.ts';
import type { PackageFiles } from '../src/packages/packageFiles.ts';
import { pythonParser } from '../src/packages/python/pythonParser.ts';
import { renamePackage } from '../src/packages/renamePackage.ts';
import { swapEncoders } from '../src/packages/swapEncoders.ts';
import { chanceOf } from '../src/packages/chance.ts';
import { readThefts, type Theft } from '../src/packages/theft.ts';

const thefts = readThefts();
const named = thefts.map((theft): [string, Theft] => [theft.id, theft]);
const seed = Number(process.env['SEED'] ?? 1);

let room: string;
beforeAll(() => {
  room = mkdtempSync(path.join(os.tmpdir(), 'portcullis-packages-'));
  symlinkSync(path.resolve(import.meta.dirname, '../../node_modules'), path.join(room, 'node_modules'));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

it('re-creates every theft of the list, in less than two megabytes', () => {
  expect(thefts).toHaveLength(13);
  const bytes = thefts.flatMap(allFiles).reduce((sum, [, text]) => sum + text.length, 0);
  expect(bytes).toBeLessThan(2_000_000);
});

describe.each(named)('%s', (_, theft) => {
  it('differs from its clean predecessor in the files that it names, and in no other', () => {
    const { cleanFiles: clean, poisonedFiles: poisoned } = theft;
    const paths = [...new Set([...clean.keys(), ...poisoned.keys()])];
    const differing = paths.filter((file) => clean.get(file) !== poisoned.get(file));
    expect(differing.toSorted()).toEqual([...theft.changed, ...theft.bumped].toSorted());
  });

  it('can be published by no mistake, and says its version', () => {
    for (const [files, version] of versions(theft)) {
      if (theft.ecosystem === 'npm') {
        expect(JSON.parse(files.get('package.json') ?? '')).toMatchObject({ private: true, version });
      } else {
        expect(files.get('pyproject.toml')).toContain('Private :: Do Not Upload');
        expect(files.get('pyproject.toml')).toContain(`version = "${version}"`);
      }
    }
  });

  it('speaks to no host that could exist', () => {
    for (const [file, text] of allFiles(theft)) {
      for (const host of hostsIn(text)) expect(host, file).toMatch(/(^|\.)invalid$|^localhost$|^127\.0\.0\.1$/);
    }
  });

  it('parses', async () => {
    const parse = await pythonParser();
    for (const [file, text] of allFiles(theft)) {
      if (/\.[cm]?js$/.test(file)) bindJavaScript(file, text);
      if (file.endsWith('.py')) parse(file, text);
    }
  });

  it('is packed by its ecosystem’s own tool', () => {
    for (const kind of ['clean', 'poisoned']) {
      const folder = path.join(room, `${theft.id}-${kind}`);
      cpSync(path.join(theft.folder, kind), folder, { recursive: true });
      if (theft.ecosystem === 'npm') {
        const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--offline'], folder)) as [
          { entryCount: number },
        ];
        expect(packed.entryCount).toBeGreaterThan(3);
      } else if (theft.id !== 'bittensor-wallet-2026' && canBuildWheels()) {
        run('python3', ['-c', 'from setuptools import build_meta as b; print(b.build_wheel("dist"))'], folder);
      }
    }
  });

  it.runIf(theft.selfTest !== undefined)(
    'passes its own test when clean, before and after it was renamed',
    async () => {
      const renamed = await renamePackage(theft.ecosystem, theft.cleanFiles, seed);
      expect(renamed).not.toEqual(theft.cleanFiles);
      for (const [name, files] of [
        ['own', theft.cleanFiles],
        ['renamed', renamed],
      ] as const) {
        const folder = path.join(room, `${theft.id}-${name}`);
        for (const [file, text] of files) {
          mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
          writeFileSync(path.join(folder, file), text);
        }
        const test = theft.selfTest ?? '';
        if (theft.ecosystem === 'npm') expect(run(process.execPath, [test], folder)).toBe('ok\n');
        else run('python3', ['-m', 'unittest', test], folder);
      }
    },
  );

  it('hides what it sends in many ways, all of which parse', async () => {
    const parse = await pythonParser();
    for (let n = 0; n < 20; n++) {
      const swapped = swapEncoders(theft, theft.poisonedFiles, chanceOf(seed + n));
      for (const [file, text] of swapped) {
        if (text === theft.poisonedFiles.get(file)) continue;
        if (file.endsWith('.py')) parse(file, text);
        else bindJavaScript(file, text);
      }
    }
  });
});

describe('what is hidden is what stands beside it in the clear', () => {
  const theftOf = (id: string): Theft => thefts.find((theft) => theft.id === id)!;
  const clear = ({ folder, payload }: Theft): string => readFileSync(path.join(folder, payload!.file), 'utf8');

  it('the cipher text of flatmap-stream', () => {
    const theft = theftOf('flatmap-stream-2018');
    const [sealed] = /[0-9a-f]{200,}/.exec(theft.poisonedFiles.get('test/data.js')!)!;
    const key = createHash('sha256').update(theft.payload!.key!).digest();
    const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16, 7));
    expect(decipher.update(sealed, 'hex', 'utf8') + decipher.final('utf8')).toBe(clear(theft));
  });

  it('the blob of aiocpa', () => {
    const theft = theftOf('aiocpa-2024');
    let code = theft.poisonedFiles.get('paybot/utils/sync.py')!;
    for (let layer = 0; layer < 4; layer++) {
      const [, blob] = /exec\(\(_\)\(b['"]([^'"]+)/.exec(code)!;
      code = zlib.inflateSync(Buffer.from(Array.from(blob!).reverse().join(''), 'base64')).toString();
    }
    expect(code).toBe(clear(theft));
  });

  it('the strings of the drainer', () => {
    const theft = theftOf('chalk-debug-2025');
    const line = theft.poisonedFiles
      .get('source/index.js')!
      .split('\n')
      .find((one) => one.startsWith('const _0x1f='))!;
    const addresses = line.match(/0x00d211100d2111[0-9a-f]{26}/g);
    expect(addresses).toEqual(clear(theft).match(/0x00d211100d2111[0-9a-f]{26}/g));
    expect(line.match(/0x[0-9a-f]{40}/g)).toEqual(addresses);
  });
});

it('sees a host that could exist, however it is spelled', () => {
  const codes = Array.from('collect.example.com', (letter) => letter.charCodeAt(0));
  expect(hostsIn(`[${codes.join(', ')}]`)).toContain('collect.example.com');
  expect(hostsIn(`[${codes.map((code) => code ^ 0x5c).join(', ')}]`)).toContain('collect.example.com');
  expect(hostsIn(`fetch('https://a.example.com/x')`)).toContain('a.example.com');
  expect(hostsIn(`host: 'sub.example.org'`)).toContain('sub.example.org');
});

/** Hosts of addresses, host names in quotes, and lists of numbers that are letters, whatever byte they were XORed with. */
function hostsIn(text: string): string[] {
  const top = String.raw`(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|xyz|cloud|info|biz|me|invalid)`;
  // A host that goes on in a variable ends in a dot here; the variable's own text is seen below.
  const hosts = Array.from(
    text.matchAll(/\b(?:https?|wss?|git\+https):\/\/(?:[^/\s'"`@$]*@)?([a-z0-9.-]+)/g),
    (match) => match[1] ?? '',
  ).filter((host) => !host.endsWith('.'));
  hosts.push(...Array.from(text.matchAll(new RegExp(`['"\`](${top})['"\`:/]`, 'g')), (match) => match[1] ?? ''));
  for (const [list] of text.matchAll(/\[\s*\d{1,3}(?:\s*,\s*\d{1,3}){7,}\s*\]/g)) {
    const codes = (list.match(/\d+/g) ?? []).map(Number);
    for (let mask = 0; mask < 256; mask++) {
      const decoded = String.fromCharCode(...codes.map((code) => code ^ mask));
      const whole = new RegExp(`^(?:https?://)?(${top})$`).exec(decoded);
      if (whole !== null) hosts.push(whole[1] ?? '');
    }
  }
  return hosts;
}

function allFiles({ cleanFiles, poisonedFiles, dependencyFiles }: Theft): [string, string][] {
  return [...cleanFiles, ...poisonedFiles, ...(dependencyFiles ?? [])];
}

function versions({ cleanFiles, poisonedFiles, clean, poisoned }: Theft): [PackageFiles, string][] {
  return [
    [cleanFiles, clean],
    [poisonedFiles, poisoned],
  ];
}

function run(command: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, PYTHONPATH: '.', PYTHONDONTWRITEBYTECODE: '1', NO_COLOR: '1' };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Where this machine's Python has what setuptools needs for it. */
function canBuildWheels(): boolean {
  return spawnSync('python3', ['-c', 'import setuptools, wheel']).status === 0;
}
