import { Worker } from 'node:worker_threads';
import type { PackageFiles } from './packageFiles.ts';

/** What a judge said of one version. */
export interface Verdict {
  readonly decision: 'pass' | 'review' | 'hold';
  /** Rules whose findings ask for that decision, in order of their names. */
  readonly rules: readonly string[];
}

/** What is judged: a version, and what is known around it. */
export interface Question {
  readonly ecosystem: 'npm' | 'pypi';
  readonly files: PackageFiles;
  /** The version approved before; absent for a first look. */
  readonly before?: PackageFiles | undefined;
  /** A package that the version newly depends on, judged with the update. */
  readonly dependency?: PackageFiles | undefined;
  /** Whether each version's publish proved where it was built. */
  readonly provenance?: { readonly clean: boolean; readonly poisoned: boolean } | undefined;
}

/** Answers one question. */
export type Judge = (question: Question) => Promise<Verdict>;

/** The judge in a thread of its own; one that does not answer in time is ended, and what it hung on is held. */
export interface OpenJudge extends AsyncDisposable {
  readonly judge: Judge;
}

export function openJudge(limit: number): OpenJudge {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (question: Question): Promise<Verdict> => {
    worker ??= new Worker(new URL('judge.worker.ts', import.meta.url));
    const asked = worker;
    const { promise, resolve, reject } = Promise.withResolvers<Verdict>();
    const timer = setTimeout(() => resolve({ decision: 'hold', rules: ['judge.timed-out'] }), limit);
    asked.once('message', resolve);
    asked.once('error', reject);
    asked.postMessage(question);
    try {
      const verdict = await promise;
      if (verdict.rules.includes('judge.timed-out')) {
        worker = undefined;
        await asked.terminate();
      }
      return verdict;
    } catch {
      worker = undefined;
      return { decision: 'hold', rules: ['judge.crashed'] };
    } finally {
      clearTimeout(timer);
      asked.off('message', resolve);
      asked.off('error', reject);
    }
  };
  return {
    // One after the other: a thread answers in order, and the time counts for one question.
    judge(question) {
      const next = last.then(() => ask(question));
      last = next.catch(() => undefined);
      return next;
    },
    async [Symbol.asyncDispose]() {
      await last;
      await worker?.terminate();
    },
  };
}
