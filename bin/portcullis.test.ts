import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A clone in small: our shim, a lock file without anything to download, a command that tells what it was given. */
let clone: string;
const running = new Set<ChildProcess>();

const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const TELL = `console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), node: process.execPath }));`;

interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'portcullis-shim-'));
  cpSync(path.join(import.meta.dirname, '..', 'bin'), path.join(clone, 'bin'), { recursive: true });
  const workspaces = ['packages/*'];
  put('package.json', JSON.stringify({ name: 'clone', version: '1.0.0', private: true, workspaces }));
  addPackage('cli', '@portcullis/cli');
  addPackage('brought', NODE_PACKAGE);
  put('packages/cli/src/main.ts', `const told: string = 'told';\n${TELL}\nif (told === '') throw new Error();`);
  put('tools/script.ts', TELL);
  mkdirSync(path.join(clone, 'packages/brought/bin'), { recursive: true });
  symlinkSync(process.execPath, path.join(clone, 'packages/brought/bin/node'));
  writeLock();
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

function put(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
  writeFileSync(path.join(clone, file), content);
}
function addPackage(folder: string, name: string, more: object = {}): void {
  put(`packages/${folder}/package.json`, JSON.stringify({ name, version: '1.0.0', ...more }));
}
function writeLock(): void {
  const members = [
    ['cli', '@portcullis/cli'],
    ['brought', NODE_PACKAGE],
  ].flatMap(([folder, name]) => [
    [`node_modules/${name}`, { resolved: `packages/${folder}`, link: true }] as const,
    [`packages/${folder}`, { name, version: '1.0.0' }] as const,
  ]);
  const top = { name: 'clone', version: '1.0.0', workspaces: ['packages/*'] };
  const packages = { '': top, ...Object.fromEntries(members) };
  put(
    'package-lock.json',
    JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, requires: true, packages }),
  );
}

/** A stand-in for npm that records each call, and does what the test needs of a slow, broken or absent one. */
function npmThat(script: string): Record<string, string> {
  put(
    'outside/npm-cli.js',
    `require('node:fs').appendFileSync(${JSON.stringify(path.join(clone, 'calls'))}, 'ci\\n');\n${script}`,
  );
  return { npm_execpath: path.join(clone, 'outside/npm-cli.js') };
}
const INSTALLS = `
  const fs = require('node:fs');
  fs.mkdirSync('node_modules', { recursive: true });
  fs.rmSync('node_modules/${NODE_PACKAGE}', { force: true });
  fs.symlinkSync(process.cwd() + '/packages/brought', 'node_modules/${NODE_PACKAGE}');`;
function calls(): number {
  const file = path.join(clone, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

function start(
  args: readonly string[],
  env: Record<string, string> = {},
  node: string = process.execPath,
): ChildProcess {
  const child = spawn(node, [path.join(clone, 'bin/portcullis.cjs'), ...args], {
    cwd: clone,
    env: { ...process.env, npm_execpath: '', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  return child;
}
async function ended(child: ChildProcess): Promise<Run> {
  if (child.stdout === null || child.stderr === null) throw new Error('started without pipes');
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  running.delete(child);
  return { code: code as Run['code'], signal: signal as Run['signal'], stdout, stderr };
}
function run(...args: Parameters<typeof start>): Promise<Run> {
  return ended(start(...args));
}

describe('the first start', () => {
  it('installs with the real npm, says so, and runs the command under the Node it brought', async () => {
    const first = await run(['status', '--json']);
    expect(first.stderr).toMatch(/portcullis: installing .*\nportcullis: installed in \d+ s\n$/);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toEqual({ args: ['status', '--json'], cwd: clone, node: process.execPath });

    const second = await run(['status']);
    expect(second.stderr).toBe('');
    expect(second.code).toBe(0);
  });

  it('takes an install that somebody made with npm for what it is', async () => {
    const env = npmThat(INSTALLS);
    mkdirSync(path.join(clone, 'node_modules/@portcullis'), { recursive: true });
    symlinkSync(path.join(clone, 'packages/cli'), path.join(clone, 'node_modules/@portcullis/cli'));
    symlinkSync(path.join(clone, 'packages/brought'), path.join(clone, 'node_modules', NODE_PACKAGE));
    put('node_modules/.package-lock.json', readFileSync(path.join(clone, 'package-lock.json'), 'utf8'));
    expect((await run(['x'], env)).code).toBe(0);
    expect(calls()).toBe(0);
  });

  it.each(['package-lock.json', 'package.json', 'packages/cli/package.json'])(
    'installs again when %s changed',
    async (file) => {
      const env = npmThat(INSTALLS);
      await run([], env);
      await run([], env);
      expect(calls()).toBe(1);
      put(file, `${readFileSync(path.join(clone, file), 'utf8')}\n`);
      await run([], env);
      expect(calls()).toBe(2);
    },
  );

  it('shows what npm said and what to do when the install fails, and tries again next time', async () => {
    const failed = await run([], npmThat(`console.error('npm error code E_NO_NETWORK'); process.exit(7);`));
    expect(failed.code).toBe(3);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toContain('npm error code E_NO_NETWORK');
    expect(failed.stderr).toContain('npm ci ended with 7');
    expect(failed.stderr).toMatch(/do: {7}Check the network/);
    expect((await run([], npmThat(INSTALLS))).code).toBe(0);
  });

  it('says so when there is no npm at all', async () => {
    // A Node with no npm beside it, and an empty PATH.
    mkdirSync(path.join(clone, 'outside'));
    cpSync(process.execPath, path.join(clone, 'outside/node'));
    const none = await run([], { PATH: path.join(clone, 'outside') }, path.join(clone, 'outside/node'));
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('no npm beside this Node and none on the PATH');
  });

  it('says so when the folder cannot be written', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write everywhere');
    chmodSync(clone, 0o555);
    try {
      const refused = await run([], npmThat(INSTALLS));
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain('cannot be written');
    } finally {
      chmodSync(clone, 0o755);
    }
  });
});

describe('starts at the same time', () => {
  it('wait for one install and all run', async () => {
    const env = npmThat(`${INSTALLS}\nAtomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);`);
    const runs = await Promise.all(Array.from({ length: 5 }, (_, at) => run([String(at)], env)));
    expect(runs.map((one) => one.code)).toEqual([0, 0, 0, 0, 0]);
    expect(calls()).toBe(1);
    expect(
      runs.filter((one) => one.stderr.includes('waiting for the install by process')).length,
    ).toBeGreaterThanOrEqual(3);
    expect(existsSync(path.join(clone, '.install.lock'))).toBe(false);
  });

  it('take over from a process that was killed while it installed', async () => {
    const killed = start([], npmThat('setTimeout(() => {}, 2000);'));
    while (calls() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(existsSync(path.join(clone, '.install.lock'))).toBe(true);
    const env = npmThat(INSTALLS);
    const started = performance.now();
    const runs = await Promise.all([run([], env), run([], env), run([], env)]);
    expect(runs.map((one) => one.code)).toEqual([0, 0, 0]);
    // Its npm was still at work: two at once would spoil the folder.
    expect(performance.now() - started).toBeGreaterThan(1000);
    expect(runs.map((one) => one.stderr).join('')).toContain('was broken off; taking over');
    expect(calls()).toBe(2);
  });

  it('wait for a live holder', async () => {
    put('.install.lock', JSON.stringify({ pids: [process.pid], host: hostname(), nonce: 'x' }));
    const waiting = start([], npmThat(INSTALLS));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(calls()).toBe(0);
    rmSync(path.join(clone, '.install.lock'));
    expect((await ended(waiting)).code).toBe(0);
    expect(calls()).toBe(1);
  });
});

describe('the target', () => {
  beforeEach(async () => {
    await run([], npmThat(INSTALLS));
  });

  it('runs in the folder of the caller; scripts and executables run in the root', async () => {
    const script = await run(['--run-script', 'tools/script.ts', 'a b', '--c']);
    expect(JSON.parse(script.stdout)).toMatchObject({ args: ['a b', '--c'], cwd: clone });
    put('node_modules/teller/package.json', JSON.stringify({ name: 'teller', bin: { teller: 'cli.js' } }));
    put('node_modules/teller/cli.js', TELL);
    expect(JSON.parse((await run(['--run', 'teller', 'x'])).stdout)).toMatchObject({ args: ['x'], cwd: clone });
  });

  it('gives its exit code', async () => {
    put('packages/cli/src/main.ts', 'process.exit(Number(process.argv[2]));');
    expect((await run(['0'])).code).toBe(0);
    expect((await run(['1'])).code).toBe(1);
    expect((await run(['42'])).code).toBe(42);
  });

  it('dies of the signal that it died of', async () => {
    put('packages/cli/src/main.ts', `process.kill(process.pid, 'SIGKILL');`);
    expect(await run([])).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is handed %s, once, and ends in its own time', async (signal) => {
    put(
      'packages/cli/src/main.ts',
      `let got = 0;
       process.on('${signal}', () => { got++; setTimeout(() => { console.log('got ' + got); process.exit(5); }, 100); });
       setInterval(() => {}, 1000);
       console.log('ready');`,
    );
    const child = start([]);
    const finished = ended(child);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.kill(signal);
    child.kill(signal);
    const { code, stdout } = await finished;
    expect(code).toBe(5);
    expect(stdout).toContain('got 1');
  });

  it.each([
    [['--run'], 2, '--run needs a name'],
    [['--run-script'], 2, '--run-script needs a name'],
    [['--run', 'nothing-of-that-name'], 2, 'No installed package brings the executable "nothing-of-that-name"'],
  ])('refuses %s', async (args, code, message) => {
    const refused = await run(args);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(message);
  });

  it('finds the workspace first on its PATH', async () => {
    put('packages/cli/src/main.ts', `console.log(process.env['PATH']);`);
    const { stdout } = await run([]);
    const own = path.join(clone, 'node_modules', NODE_PACKAGE, 'bin');
    expect(stdout.startsWith(`${own}${path.delimiter}${path.join(clone, 'node_modules', '.bin')}`)).toBe(true);
  });
});

describe('an older Node of the machine', () => {
  const old = process.env['PORTCULLIS_OLD_NODE'] ?? '/usr/bin/node';

  it('starts the command under the one that the workspace brings', async ({ skip }) => {
    skip(!existsSync(old), `no ${old}`);
    const { code, stdout, stderr } = await run(['x'], npmThat(INSTALLS), old);
    expect(stderr).toContain('installed in');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ args: ['x'], node: process.execPath });
  });

  it('is told when the install left that one out', async ({ skip }) => {
    skip(!existsSync(old), `no ${old}`);
    const { code, stderr } = await run(['x'], npmThat(`require('node:fs').mkdirSync('node_modules');`), old);
    skip(code === 0, `${old} is new enough itself`);
    expect(code).toBe(3);
    expect(stderr).toContain('npm left out the Node that this workspace needs');
  });
});
