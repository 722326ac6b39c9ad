import { fork } from 'node:child_process';
import path from 'node:path';
import type { History } from './fetchHistories.ts';
import type { Sample } from './sample.ts';

/** What the judge is measured at. */
export type JudgeTask =
  | { readonly is: 'first'; readonly bytes: number; readonly rounds: number }
  | { readonly is: 'updates'; readonly samples: readonly Sample[]; readonly rounds: number }
  | { readonly is: 'planted'; readonly samples: readonly Sample[]; readonly each: number }
  | { readonly is: 'histories'; readonly histories: readonly History[] };

/** What was said of one version, and the milliseconds that it took. */
export interface Said {
  readonly about: string;
  readonly decision: string;
  /** Of the findings that ask for the decision: a line each, the first few. */
  readonly why: readonly string[];
  readonly ms: number;
}

/** Milliseconds of each pass over one update. */
export interface UpdateTimes {
  readonly about: string;
  /** Both versions read, analysed and compared. */
  readonly both: readonly number[];
  /** The newer alone, where the analysis of the older was kept. */
  readonly newer: readonly number[];
  /** The same in a pass over all updates before any that counts. */
  readonly cold: number;
  /** Of all threads, for both versions. */
  readonly processor: readonly number[];
}

/** What came of a task; memory in MB, at its most. */
export type JudgeAnswer =
  | {
      readonly is: 'first';
      readonly packages: number;
      readonly megabytes: number;
      /** MB per second of processor time: in the first pass, before anything was compiled, and in the last ones. */
      readonly cold: number;
      readonly rates: readonly number[];
      /** MB per second by the clock. */
      readonly wallRates: readonly number[];
      readonly memory: number;
    }
  | { readonly is: 'updates'; readonly times: readonly UpdateTimes[]; readonly memory: number }
  | {
      readonly is: 'planted';
      /** Packages that a theft could be put into, and how many were. */
      readonly packages: number;
      readonly planted: number;
      /** What was not held: package, kind of theft and place. */
      readonly missed: readonly string[];
    }
  | { readonly is: 'histories'; readonly first: readonly Said[]; readonly updates: readonly Said[] };

/** Has a process of its own do a task. Rejects where it ends without an answer. */
export async function askJudge<T extends JudgeTask>(task: T): Promise<Extract<JudgeAnswer, { is: T['is'] }>> {
  const child = fork(path.join(import.meta.dirname, 'measureJudge.ts'), [JSON.stringify(task)]);
  return await new Promise((done, fail) => {
    child.once('message', (answer) => done(answer as Extract<JudgeAnswer, { is: T['is'] }>));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the judge ended with ${code} before it had answered`)));
  });
}
