import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSigstore, GITHUB_FIELDS } from '../../../../scan/src/trust/provenance/testing/sigstore.ts';
import { npmStatement } from '../../../../scan/src/trust/provenance/testing/statements.ts';
import { scanOutput } from '../../output/scanOutput.ts';
import { type Gatehouse, makeGatehouse } from '../../testing/gatehouse.ts';
import { runPortcullis } from '../../testing/runPortcullis.ts';
import { type LoopbackRegistry, startRegistry } from '../testing/loopbackRegistry.ts';

const NAME = '@acme/wallet';
const CODE = 'exports.one = 1;\n';
const sigstore = createSigstore();
let house: Gatehouse;
let registry: LoopbackRegistry;
let built: string;

const git = (...args: readonly string[]): string =>
  execFileSync(
    'git',
    ['-C', join(house.directory, 'clone'), '-c', 'user.name=Ann', '-c', 'user.email=ann@example.invalid', ...args],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: house.directory, GIT_CONFIG_NOSYSTEM: '1' } },
  ).trim();

/** A package as `npm pack` makes it, and what a registry says of it. */
function release(version: string, code: string): { file: string; bytes: Uint8Array; sha512: string } {
  mkdirSync(join(house.directory, `src-${version}`));
  house.write(join(`src-${version}`, 'package.json'), JSON.stringify({ name: NAME, version }));
  house.write(join(`src-${version}`, 'index.js'), code);
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', house.directory], {
    cwd: join(house.directory, `src-${version}`),
  });
  const file = `acme-wallet-${version}.tgz`;
  const bytes = readFileSync(join(house.directory, file));
  return { file, bytes, sha512: hash('sha512', bytes) };
}

beforeAll(async () => {
  house = makeGatehouse();
  mkdirSync(join(house.directory, 'clone'));
  git('init', '-q', '-b', 'main');
  house.write('clone/index.js', CODE);
  house.write('clone/package.json', JSON.stringify({ name: NAME, version: '1.2.3' }));
  git('add', '-A');
  git('commit', '-q', '-m', 'release');
  built = git('rev-parse', 'HEAD');
  git('update-ref', 'refs/remotes/origin/main', built);
  house.write('clone/index.js', 'exports.one = 2;\n');
  git('commit', '-q', '-a', '-m', 'more');

  const releases = {
    '1.2.3': release('1.2.3', CODE),
    '1.2.4': release('1.2.4', 'exports.one = 1;\nexports.two = 2;\n'),
    '1.2.5': release('1.2.5', 'exports.one = 1;\nexports.three = 3;\n'),
  };
  const base = Object.values(releases).map((one) => ({ name: NAME, version: '', ...one }));
  registry = await startRegistry(base, []);
  const dist = (version: keyof typeof releases, more: object = {}): object => ({
    tarball: registry.npm.replace('/npm/', `/files/${releases[version].file}`),
    integrity: `sha512-${Buffer.from(releases[version].sha512, 'hex').toString('base64')}`,
    ...more,
  });
  const ann = { name: 'ann', email: 'ann@example.invalid' };
  const proved = { attestations: { url: 'x' } };
  registry.special.set(`/npm/${NAME}`, {
    status: 200,
    body: JSON.stringify({
      'dist-tags': { latest: '1.2.5' },
      time: { '1.2.3': '2020-01-01T00:00:00Z', '1.2.4': new Date().toISOString(), '1.2.5': '2020-01-02T00:00:00Z' },
      versions: {
        '1.2.3': { _npmUser: ann, maintainers: [ann], dist: dist('1.2.3', proved) },
        '1.2.4': { _npmUser: { name: 'eve' }, maintainers: [ann, { name: 'eve' }], dist: dist('1.2.4') },
        '1.2.5': { _npmUser: ann, maintainers: [ann], dist: dist('1.2.5', proved) },
      },
    }),
  });
  const fields = { ...GITHUB_FIELDS, 3: built, 13: built };
  const statement = npmStatement({
    commit: built,
    subject: [{ name: 'pkg:npm/%40acme/wallet@1.2.3', digest: { sha512: releases['1.2.3'].sha512 } }],
  });
  const answer = JSON.stringify({
    attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', bundle: sigstore.bundle({ statement, fields }) }],
  });
  // The thief shows the proof of the version before.
  for (const version of ['1.2.3', '1.2.5'])
    registry.special.set(`/npm/-/npm/v1/attestations/${NAME}@${version}`, { status: 200, body: answer });
  house.write('.npmrc', `@acme:registry=${registry.npm}\n`);
  house.write('trusted_root.json', sigstore.trustedRoot);
});
afterAll(async () => {
  await registry.close();
  house.remove();
});

async function scan(...args: readonly string[]): Promise<string[]> {
  const { out, err } = await runPortcullis(
    house.directory,
    ['scan', ...args, '--trust-root', 'trusted_root.json', '--json'],
    { HOME: house.directory },
  );
  expect(err).not.toContain('Error');
  const { judgements, failed } = scanOutput.parse(JSON.parse(out));
  expect(failed).toEqual([]);
  return (judgements[0]?.findings ?? []).map(({ rule, decision }) => `${rule} ${decision}`);
}
const PURL = 'pkg:npm/%40acme/wallet';

test('a version that is proved has nothing against it', async () => {
  expect(await scan(`${PURL}@1.2.3`)).toEqual([]);
});

test('a proof that holds is told, with the repository, the commit and who built it', async () => {
  const args = ['scan', `${PURL}@1.2.3`, '--trust-root', 'trusted_root.json'];
  const run = async (...more: string[]): Promise<string> =>
    (await runPortcullis(house.directory, [...args, ...more], { HOME: house.directory })).out;
  expect((await run()).replaceAll(/\s+/g, ' ')).toContain(
    `Origin proved: built from https://github.com/acme/wallet at commit ${built}`,
  );
  const { judgements } = scanOutput.parse(JSON.parse(await run('--json')));
  expect(judgements[0]?.release).toMatchObject({
    publisher: 'ann',
    published: Date.parse('2020-01-01T00:00:00Z'),
    provenance: { is: 'verified', repository: 'https://github.com/acme/wallet', commit: built, why: null },
  });
});

test('a version without a proof is told to have none, and a file has nobody to ask', async () => {
  const run = async (target: string): Promise<string> =>
    (await runPortcullis(house.directory, ['scan', target], { HOME: house.directory })).out;
  expect(await run(`${PURL}@1.2.4`)).toContain('Origin not proved: the registry keeps no proof of it.');
  expect(await run('acme-wallet-1.2.4.tgz')).not.toContain('Origin');
});

test('an update that a stranger published without proof is held', async () => {
  expect(await scan(`${PURL}@1.2.4`, '--since', '1.2.3')).toEqual([
    'trust.provenance-lost hold',
    'trust.publisher-changed hold',
  ]);
});

test('an update that shows the proof of another version is held', async () => {
  expect(await scan(`${PURL}@1.2.5`, '--since', '1.2.3')).toEqual(['trust.provenance-invalid hold']);
});

test('waits and names of one’s own count', async () => {
  house.write('trust.yaml', "cooldown: 7d\nown: {npm: ['@acme/']}\n");
  expect(await scan(`${PURL}@1.2.4`, '--trust', 'trust.yaml')).toEqual([
    'trust.dependency-confusion hold',
    'trust.too-young hold',
  ]);
  house.write(
    'trust.yaml',
    `cooldown: 7d\nexceptions: [{npm: '@acme/', cooldown: 0d, why: ours}]\nown: {npm: ['@acme/'], registries: ['${registry.npm}']}\n`,
  );
  expect(await scan(`${PURL}@1.2.4`, '--trust', 'trust.yaml')).toEqual([]);
});

test('the source is the commit that the proof names, not what lies in the clone', async () => {
  expect(await scan(`${PURL}@1.2.3`, '--source', 'clone')).toEqual([]);
  // HEAD is another text, and on no branch of the remote.
  expect(await scan('acme-wallet-1.2.3.tgz', '--source', 'clone')).toEqual(
    expect.arrayContaining(['source.not-on-branch hold']),
  );
  expect(await scan('acme-wallet-1.2.3.tgz', '--source', 'clone', '--commit', built)).toEqual([]);
});

test.each([
  [['--commit', 'HEAD']],
  [['--source', 'src-1.2.3', '--branch', 'main']],
  [['--source', 'clone', '--commit', 'nowhere']],
  [['--trust', 'portcullis.yaml']],
  [['--trust-root', 'portcullis.yaml']],
])('%j is refused', async (args) => {
  const { exit } = await runPortcullis(house.directory, ['scan', 'acme-wallet-1.2.3.tgz', ...args], {});
  expect(exit).toBe(2);
});
