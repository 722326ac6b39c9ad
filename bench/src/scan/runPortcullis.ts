import path from 'node:path';
import { type MeasuredRun, runMeasured } from './runMeasured.ts';

const MAIN = path.join(import.meta.dirname, '..', '..', '..', 'packages', 'cli', 'src', 'main.ts');

/** What is read of the command's JSON. */
export interface ScanAnswer {
  readonly run: MeasuredRun;
  readonly decisions: readonly ('pass' | 'review' | 'hold')[];
  readonly failed: number;
}

/** `portcullis scan … --json`, as a user starts it, with a state folder of the benchmark's. Throws where it gave no answer. */
export async function runPortcullis(
  args: readonly string[],
  { cwd, state }: { readonly cwd?: string; readonly state: string },
): Promise<ScanAnswer> {
  const run = await runMeasured(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, '--json', 'scan', '--offline', ...args],
    { env: { XDG_STATE_HOME: state }, ...(cwd === undefined ? {} : { cwd }) },
  );
  // 2 is also said of a run in which one package of many could not be read: then there is an answer all the same.
  if (run.code === undefined || run.code > 2 || !run.out.startsWith('{'))
    throw new Error(`portcullis scan ended with ${run.code ?? 'a signal'}: ${run.err.slice(-1000)}`);
  const { judgements, failed } = JSON.parse(run.out) as {
    readonly judgements: readonly { readonly decision: 'pass' | 'review' | 'hold' }[];
    readonly failed: readonly unknown[];
  };
  return { run, decisions: judgements.map(({ decision }) => decision), failed: failed.length };
}
