import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a command said, how long it took and the most memory that it and all it started held at once. */
export interface MeasuredRun {
  /** Undefined where it was ended. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
  /** MB; not a number where the system does not tell (only Linux does here). */
  readonly memory: number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly patienceMs?: number;
}

const LOOK_MS = 25;
const PATIENCE_MS = 300_000;

/** Runs a command without a shell. Rejects where it cannot be started. */
export async function runMeasured(
  command: string,
  args: readonly string[],
  { env = {}, cwd, patienceMs = PATIENCE_MS }: RunOptions = {},
): Promise<MeasuredRun> {
  const began = performance.now();
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patienceMs,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
  let most = 0;
  const look = setInterval(() => (most = Math.max(most, treeBytes(child.pid))), LOOK_MS);
  try {
    const code = await new Promise<number | undefined>((done, fail) => {
      child.once('error', fail).once('close', (status) => done(status ?? undefined));
    });
    return { code, out, err, ms: performance.now() - began, memory: most === 0 ? Number.NaN : most / 1e6 };
  } finally {
    clearInterval(look);
  }
}

/** Resident memory of a process and of all below it, in bytes. */
function treeBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + treeBytes(Number(child)), own);
  } catch {
    // It has ended between the question and the answer.
    return 0;
  }
}
