import type { Clock } from '@portcullis/model';
import type { Progress } from './progress.ts';

/** The styles used; each means one thing everywhere: good, bad, attention, secondary. */
export type Paint = (style: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) => string;

/** What every command is handed: the global options and the world around the process. */
export interface Shell {
  /** Path of the estate file. */
  readonly estateFile: string;
  /** Path of the data directory. */
  readonly dataDirectory: string;
  /** Address of the API when the estate's `listen` is not it. */
  readonly server: string | undefined;
  /** One JSON value on stdout instead of sentences. */
  readonly json: boolean;
  /** Both ends are a terminal: questions may be asked. */
  readonly interactive: boolean;
  /** Columns of the terminal, 100 where there is none. */
  readonly width: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly paint: Paint;
  /** A line on stdout: what was asked for. */
  readonly out: (line: string) => void;
  /** A line on stderr: what happens meanwhile. */
  readonly note: (line: string) => void;
  /** Says on stderr what is being waited for once it takes longer than a second. */
  readonly progress: (label: string) => Progress;
  /** Aborts at SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Prints the answer of a command: the JSON value with `--json`, else the lines. */
export function answer(shell: Shell, value: unknown, lines: readonly string[]): void {
  if (shell.json) shell.out(JSON.stringify(value, null, 2));
  else for (const line of lines) shell.out(line);
}
