import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));
const COMPILED = fileURLToPath(new URL('../../../../node_modules/.cache/node', import.meta.url));

/** A running `portcullis up`, as an operator starts it. */
export interface ServerProcess {
  /** Resolves with the address of the API; `undefined` when the process ended before it was ready. */
  readonly ready: Promise<string | undefined>;
  /** As a power cut would: no handler runs. Resolves when it is gone. */
  kill(): Promise<void>;
  /** In good order; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** What it wrote to its log. */
  said(): string;
}

/** Starts one on an estate file, with the data directory that the fixture uses. */
export function startServerProcess(directory: string, estateFile: string): ServerProcess {
  const { PATH = '' } = process.env;
  const args = [MAIN, 'up', '--plain', '--estate', estateFile, '--data', join(directory, 'data')];
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: { PATH, HOME: directory, NODE_COMPILE_CACHE: COMPILED, PORTCULLIS_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'close') as Promise<[number | null]>;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const address = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /^ready (http\S+)$/.exec(line)?.[1];
      if (found === undefined) said += `${line}\n`;
      else resolve(found);
    });
  });
  return {
    ready: Promise.race([address, gone.then(() => undefined)]),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      return (await gone)[0];
    },
    said: () => said,
  };
}

/** The operator's token, made at the first start. */
export function operatorToken(directory: string): string {
  return readFileSync(join(directory, 'data', 'api-token'), 'utf8').trim();
}
