import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** As the start shim sets it. */
const COMPILED = fileURLToPath(new URL('../../../../node_modules/.cache/node', import.meta.url));

/** What a run of the command left behind. */
export interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the real command as a process of its own, in a directory and with a home of its own. */
export function startPortcullis(
  directory: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const { PATH = '' } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: directory,
    env: { PATH, HOME: directory, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the real command to its end. */
export async function runPortcullis(
  directory: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = startPortcullis(directory, args, env);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const exit = await new Promise<number | null>((done) => child.once('close', done));
  return { exit, out, err };
}
