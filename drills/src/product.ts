import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DrillFault } from './drillFault.ts';

/** What a command of the product printed and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Portcullis, used as its users do: by its command and its HTTP address. */
export interface Product {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its readiness. */
  readonly readyAfter: number;
  /** Runs a command against this server, with JSON output. Throws `product-failed` unless it ends with 0. */
  command(args: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Orderly stop. */
  stop(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('../../bin/portcullis.cjs', import.meta.url));
const PATIENCE = 30_000;

/** Runs one command of the product to its end. */
export async function runCommand(args: readonly string[], signal?: AbortSignal): Promise<CommandResult> {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const [code] = (await once(child, 'close').catch((cause: unknown) => {
    if (signal?.aborted !== true) throw cause;
    throw new DrillFault('stopped', { message: 'The drill was stopped.', cause });
  })) as [number | null];
  return { code: code ?? -1, ...said };
}

/** Starts `portcullis up` and waits until it is ready. Throws `product-failed` with its last words when it is not. */
export async function startProduct(options: {
  readonly estateFile: string;
  readonly dataDirectory: string;
  /** In a process group of its own, where Ctrl-C of the terminal does not reach it. */
  readonly ownGroup: boolean;
  readonly signal: AbortSignal;
}): Promise<Product> {
  const where = ['--estate', options.estateFile, '--data', options.dataDirectory];
  const began = performance.now();
  const child = spawn(process.execPath, [ENTRY, 'up', '--plain', ...where], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup,
  });
  const ended = once(child, 'exit').catch(() => undefined);
  const leave = (): void => void child.kill('SIGTERM');
  process.once('exit', leave);
  const words: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    words.push(line);
    if (words.length > 20) words.shift();
  });
  const stop = async (): Promise<void> => {
    process.removeListener('exit', leave);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  };
  const failed = (message: string): DrillFault =>
    new DrillFault('product-failed', {
      message,
      found: words.join('\n'),
      remedy: `Run \`portcullis up ${where.join(' ')}\` and read what it says.`,
    });
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(failed(`Portcullis was not ready after ${PATIENCE / 1000} s.`)), PATIENCE);
    child.once('exit', (code) => reject(failed(`Portcullis ended with ${String(code)} instead of watching.`)));
    options.signal.addEventListener(
      'abort',
      () => reject(new DrillFault('stopped', { message: 'The drill was stopped.' })),
      { once: true },
    );
    createInterface(child.stdout).on('line', (line) => {
      const ready = /^ready (http\S+)$/.exec(line)?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const readyAfter = Math.round(performance.now() - began);
  return {
    url,
    pid: child.pid ?? 0,
    readyAfter,
    stop,
    async command(args) {
      const { code, stdout, stderr } = await runCommand([...args, ...where, '--json'], options.signal);
      if (code === 0) return JSON.parse(stdout) as Record<string, unknown>;
      throw new DrillFault('product-failed', {
        message: `\`portcullis ${args.slice(0, 3).join(' ')}\` ended with ${code}.`,
        found: (stderr + stdout).slice(-2000),
      });
    },
  };
}

/** A port of the loopback interface that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
