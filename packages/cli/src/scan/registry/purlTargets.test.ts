import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFault } from '../../cliFault.ts';
import { type LoopbackRegistry, type Served, startRegistry } from '../testing/loopbackRegistry.ts';
import { type PurlContext, purlTargets } from './purlTargets.ts';
import { createRegistries } from './registries.ts';

let home: string;
let registry: LoopbackRegistry;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'portcullis-registry-'));
});
afterEach(async () => {
  rmSync(home, { recursive: true, force: true });
  await registry.close();
});

const npm = (version: string, more: Partial<Served> = {}): Served => ({
  name: '@acme/wallet',
  version,
  file: `wallet-${version}.tgz`,
  bytes: Buffer.from(`bytes of ${version}`),
  ...more,
});
const wheel = (version: string, more: Partial<Served> = {}): Served => ({
  name: 'acme-wallet',
  version,
  file: `acme_wallet-${version}-py3-none-any.whl`,
  bytes: Buffer.from(`wheel of ${version}`),
  ...more,
});
const source = (version: string, more: Partial<Served> = {}): Served =>
  wheel(version, { file: `acme_wallet-${version}.tar.gz`, bytes: Buffer.from(`source of ${version}`), ...more });

async function start(
  npmFiles: readonly Served[],
  pypi: readonly Served[] = [],
  as?: 'json' | 'html',
  npmrc = '',
): Promise<void> {
  registry = await startRegistry(npmFiles, pypi, as);
  writeFileSync(
    join(home, '.npmrc'),
    `@acme:registry=${registry.npm}\n${npmrc.replaceAll('PLACE', registry.npm.replace(/^http:/, ''))}`,
  );
}
const env = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  PIP_INDEX_URL: registry.simple.replace('//', '//robot:s3cret@'),
});
function contextOf(given: Record<string, string>): PurlContext {
  const signal = AbortSignal.timeout(30_000);
  return { registries: createRegistries(given, signal), signal, isOffline: false };
}
async function bytesOf(purl: string, since?: string): Promise<[string, string, string | undefined][]> {
  const targets = await purlTargets(purl, since, contextOf(env()));
  return await Promise.all(
    targets.map(async ({ name, load, before }): Promise<[string, string, string | undefined]> => {
      const read = async (get: typeof load): Promise<string> => {
        const material = await get();
        return material.is === 'archive' ? Buffer.from(material.bytes).toString() : '';
      };
      return [name, await read(load), before === undefined ? undefined : await read(before.load)];
    }),
  );
}
async function faultOf(purl: string, since?: string): Promise<string> {
  try {
    await bytesOf(purl, since);
    return 'nothing was refused';
  } catch (error) {
    if (error instanceof CliFault) return `${error.code}: ${error.message} ${error.found ?? ''}`;
    throw error;
  }
}

const NPM = 'pkg:npm/%40acme/wallet';

describe('packages of npm', () => {
  it('come from the registry of their scope, with its token and no other, checked against its SHA-512', async () => {
    await start(
      [npm('1.2.3'), npm('1.2.4')],
      [],
      'json',
      'PLACE:_authToken=${TOKEN}\n//other.example/:_authToken=wrong\n',
    );
    const targets = await purlTargets(`${NPM}@1.2.4`, undefined, contextOf({ ...env(), TOKEN: 't0ken' }));
    expect(await targets[0]?.load()).toEqual({
      is: 'archive',
      name: 'acme-wallet-1.2.4.tgz',
      bytes: Buffer.from('bytes of 1.2.4'),
    });
    expect(registry.asked.map(({ path }) => path)).toEqual(['/npm/@acme/wallet', '/files/wallet-1.2.4.tgz']);
    expect(new Set(registry.asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer t0ken']));
  });

  it('are the latest where no version is given, and compared with the previous or a named one', async () => {
    await start([npm('1.10.0'), npm('1.9.0'), npm('2.0.0-rc.1'), npm('2.0.0')]);
    expect(await bytesOf(NPM)).toEqual([[`${NPM}@2.0.0`, 'bytes of 2.0.0', undefined]]);
    expect(await bytesOf(`${NPM}@1.10.0`, 'previous')).toEqual([
      [`${NPM}@1.10.0`, 'bytes of 1.10.0', 'bytes of 1.9.0'],
    ]);
    expect(await bytesOf(`${NPM}@2.0.0`, '1.9.0')).toEqual([[`${NPM}@2.0.0`, 'bytes of 2.0.0', 'bytes of 1.9.0']]);
  });

  it('lie where the registry says, and its token does not go there', async () => {
    const other = await startRegistry([npm('1.2.3')], []);
    await start(
      [npm('1.2.3', { at: `${other.npm.replace('/npm/', '')}/files/wallet-1.2.3.tgz` })],
      [],
      'json',
      'PLACE:_authToken=t0ken\n',
    );
    expect(await bytesOf(`${NPM}@1.2.3`)).toEqual([[`${NPM}@1.2.3`, 'bytes of 1.2.3', undefined]]);
    expect(other.asked).toEqual([{ path: '/files/wallet-1.2.3.tgz', authorization: undefined }]);
    await other.close();
  });

  it.each([
    [
      'other bytes than the registry says',
      { says: `sha512-${Buffer.alloc(64).toString('base64')}` },
      /^digest-mismatch: .*other bytes/,
    ],
    ['nothing said of the bytes', { says: null }, /^digest-mismatch: .*does not say which bytes/],
    ['a SHA-1 alone', { says: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, /^digest-mismatch: .*does not say/],
    [
      'a tarball over plain http elsewhere',
      { at: 'http://packages.example.invalid/x.tgz' },
      /^registry-refused: .*not fetched/,
    ],
    ['a tarball from the disk', { at: 'file:///etc/passwd' }, /^registry-refused: .*not fetched/],
  ])('are refused with %s', async (_, lie, words) => {
    await start([npm('1.2.3', lie)]);
    expect(await faultOf(`${NPM}@1.2.3`)).toMatch(words);
  });

  it.each([
    ['is not there', `${NPM}@9.9.9`, undefined, /^unknown-package: .*9\.9\.9/],
    ['has a version to compare with that is not there', `${NPM}@1.2.3`, '9.9.9', /^unknown-package/],
    ['is the first', `${NPM}@1.2.3`, 'previous', /^unknown-package: There is no version before/],
    ['has a name that no registry has', 'pkg:npm/%40acme/absent@1.0.0', undefined, /^unknown-package: .*404/],
    ['climbs out of the registry by its name', 'pkg:npm/..%2f..%2fetc@1.0.0', undefined, /^bad-target/],
    ['has a version that is a path', `${NPM}@..%2fx`, undefined, /^bad-target/],
    ['is of another kind', 'pkg:cargo/x@1.0.0', undefined, /^bad-target/],
  ])('are told of where one %s', async (_, purl, since, words) => {
    await start([npm('1.2.3')]);
    expect(await faultOf(purl, since)).toMatch(words);
  });

  it.each([
    [500, /^registry-unreachable/],
    [429, /^registry-unreachable/],
    [401, /^registry-refused/],
  ])('are told of where the registry answers %i', async (status, words) => {
    await start([]);
    registry.special.set('/npm/@acme/wallet', { status });
    expect(await faultOf(NPM)).toMatch(words);
  });

  it('end with circles, with nonsense, and with silence', async () => {
    await start([]);
    registry.special.set('/npm/@acme/wallet', { status: 302, headers: { location: '/npm/@acme/wallet' } });
    expect(await faultOf(NPM)).toMatch(/^registry-refused: .*circles/);
    registry.special.set('/npm/@acme/wallet', { status: 200, body: '{"versions": 7}' });
    expect(await faultOf(NPM)).toMatch(/^registry-refused: .*something else/);
    await registry.close();
    expect(await faultOf(NPM)).toMatch(/^registry-unreachable: .*ECONNREFUSED/);
    await start([]);
  });

  it('are not fetched offline', async () => {
    await start([npm('1.2.3')]);
    await expect(purlTargets(NPM, undefined, { ...contextOf(env()), isOffline: true })).rejects.toThrow('--offline');
    expect(registry.asked).toEqual([]);
  });
});

it('an index that answers with beginnings of links and no end is read in no time', async () => {
  await start([]);
  // Each beginning reaches to the end of what a link may be: read one by one that is some ten billion characters.
  registry.special.set('/simple/acme-wallet/', {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<a '.repeat(1_500_000),
  });
  expect(await faultOf('pkg:pypi/acme-wallet@1.0')).toMatch(/^unknown-package/);
});

describe.each(['json', 'html'] as const)('packages of an index that answers in %s', (as) => {
  it('are a source archive and a wheel, each compared with its like, with the credentials of the address', async () => {
    const files = ['1.0', '1.1'].flatMap((version) => [source(version), wheel(version)]);
    await start([], [...files, wheel('1.0.5', { isYanked: true })], as);
    const purl = 'pkg:pypi/Acme_Wallet@1.1';
    expect((await bytesOf(purl, 'previous')).map(([, after, before]) => [after, before])).toEqual([
      ['source of 1.1', 'source of 1.0'],
      ['wheel of 1.1', 'wheel of 1.0'],
    ]);
    expect(new Set(registry.asked.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${Buffer.from('robot:s3cret').toString('base64')}`]),
    );
    expect(await bytesOf(`${purl}?file_name=acme_wallet-1.1.tar.gz`)).toHaveLength(1);
  });

  it('are refused with other bytes than the index says, or nothing said', async () => {
    await start([], [wheel('1.0', { says: '0'.repeat(64) }), wheel('1.1', { says: null })], as);
    expect(await faultOf('pkg:pypi/acme-wallet@1.0')).toMatch(/^digest-mismatch: .*other bytes/);
    expect(await faultOf('pkg:pypi/acme-wallet@1.1')).toMatch(/^digest-mismatch: .*does not say/);
    expect(await faultOf('pkg:pypi/acme-wallet@7')).toMatch(/^unknown-package/);
    expect(await faultOf('pkg:pypi/absent@7')).toMatch(/^unknown-package/);
  });
});
