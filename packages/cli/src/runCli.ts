import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { isatty } from 'node:tty';
import { styleText } from 'node:util';
import { CommanderError } from 'commander';
import { buildProgram } from './program.ts';
import { showProgress } from './progress.ts';
import type { Shell } from './shell.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly estate?: string;
  readonly data?: string;
  readonly server?: string;
  readonly json?: boolean;
}

/** Signals so close together are one that reached us by two ways. */
const SAME_SIGNAL_MS = 1_000;
/** For a command that is stopped to remove what it left behind. */
const TIDY_MS = 200;

/** Runs one command line to its end; sets the exit code of the process. Never throws. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const stopping = new AbortController();
  // The second signal ends the process at once, for when the orderly way hangs.
  // The same signal sent to a whole group, and passed on by the start shim, comes twice and is one.
  let first: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      first ??= performance.now();
      if (performance.now() - first > SAME_SIGNAL_MS) process.exit(3);
      stopping.abort(name);
    });
  }
  // A reader that closed early (`| head`) has what it wanted.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));
  const json = argv.includes('--json');
  try {
    const program = buildProgram((options, stopsInOrder) => {
      if (!stopsInOrder)
        stopping.signal.addEventListener('abort', () => setTimeout(() => process.exit(3), TIDY_MS).unref(), {
          once: true,
        });
      return openShell(options, stopping.signal);
    });
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    // Loaded only now: the words of the model are no part of a quick start.
    const { reportError } = await import('./reportError.ts');
    process.exitCode = reportError(error, { json, debug: process.env['PORTCULLIS_DEBUG'] === '1' });
  }
}

function openShell(options: GlobalOptions, signal: AbortSignal): Shell {
  const env = process.env;
  const color = process.stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const estateFile = resolve(options.estate ?? env['PORTCULLIS_ESTATE'] ?? 'portcullis.yaml');
  return {
    estateFile,
    dataDirectory: resolve(options.data ?? env['PORTCULLIS_DATA'] ?? join(dirname(estateFile), '.portcullis')),
    server: options.server ?? env['PORTCULLIS_SERVER'],
    json: options.json ?? false,
    interactive: isatty(0) && process.stdout.isTTY,
    width: process.stdout.isTTY ? process.stdout.columns : 100,
    env,
    clock: Date.now,
    random: randomBytes,
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    out: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    progress: (label) => showProgress(process.stderr, label),
    signal,
  };
}
