import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ReaderResult, type ReaderTask, setHead } from './reader.ts';

/** One reader's run, with the calls that the node counted for it. */
export interface ReaderRun extends ReaderResult {
  readonly calls: number;
}

/** Runs one of our reader files in a process of its own. */
export async function runReader(file: string, way: string, task: ReaderTask): Promise<ReaderRun> {
  await setHead(task.http, 0);
  await counted(task.http);
  const args = [
    '--disable-warning=ExperimentalWarning',
    path.join(import.meta.dirname, file),
    JSON.stringify(task),
    way,
  ];
  const { code, out, err } = await run(args, { cwd: import.meta.dirname, env: process.env });
  if (code !== 0) throw new Error(`${file} ${way} ended with ${code}: ${err.slice(-2000)}`);
  const result = JSON.parse(out.trim().split('\n').at(-1) ?? '') as ReaderResult;
  // Readers pass over the blocks twice.
  return { ...result, calls: (await counted(task.http)) / 2 };
}

/** A reader that stands still is ended, and the benchmark says so. */
const PATIENCE_MS = 240_000;
const PEER = path.join(import.meta.dirname, '..', '..', 'peers', 'forta');

/** Runs the forta-agent command over the blocks. Its folder must be installed. */
export async function runForta(task: ReaderTask): Promise<ReaderRun> {
  // It caches blocks in its home: each run has a new one.
  const home = mkdtempSync(path.join(tmpdir(), 'bench-forta-'));
  try {
    mkdirSync(path.join(home, '.forta'));
    writeFileSync(path.join(home, '.forta', 'forta.config.json'), JSON.stringify({ jsonRpcUrl: task.http }));
    const found = path.join(home, 'found');
    const meter = path.join(home, 'meter.cjs');
    writeFileSync(
      meter,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(path.join(home, 'rss'))}, String(process.resourceUsage().maxRSS / 1024)));`,
    );
    await setHead(task.http, task.blocks);
    await counted(task.http);
    const command = path.join(PEER, 'node_modules', 'forta-agent', 'dist', 'cli', 'index.js');
    const began = performance.now();
    const { code, out, err } = await run(['--require', meter, command, 'run', '--range', `1..${task.blocks}`], {
      cwd: path.join(PEER, 'bot'),
      env: {
        ...process.env,
        HOME: home,
        USERPROFILE: home,
        BENCH_WATCHED: JSON.stringify(task.watched),
        BENCH_FOUND: found,
        NODE_ENV: 'development',
      },
    });
    const seconds = (performance.now() - began) / 1000;
    if (code !== 0) throw new Error(`forta-agent ended with ${code}: ${(err + out).slice(-1000)}`);
    const keys = existsSync(found) ? readFileSync(found, 'utf8').trim().split('\n') : [];
    return {
      seconds,
      found: keys,
      rss: Number(readFileSync(path.join(home, 'rss'), 'utf8')),
      calls: await counted(task.http),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Installs the peer as its lock file says. Gives the reason where that does not work. */
export async function installForta(): Promise<string | undefined> {
  if (existsSync(path.join(PEER, 'node_modules', 'forta-agent', 'package.json'))) return undefined;
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEER,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const code = await once(child, 'exit').then(
    ([status]) => status as number,
    (error: unknown) => String(error),
  );
  return code === 0
    ? undefined
    : `npm ci ended with ${code}: ${said
        .split('\n')
        .filter((line) => line.includes('error'))
        .slice(0, 2)
        .join(' ')}`;
}

async function run(
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE_MS });
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => (err += part.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

async function counted(http: string): Promise<number> {
  const response = await fetch(http, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'bench_calls', params: [] }),
  });
  return ((await response.json()) as { result: number }).result;
}
