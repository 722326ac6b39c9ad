import { ScanFault } from '@portcullis/scan';
import { closeDescriptors } from './closeDescriptors.ts';
import { residentBytes } from './residentBytes.ts';
import { spawnWorker, type WorkerProcess } from './spawnWorker.ts';
import { type Analysed, type AnalyseRequest, type Confinement, FILE_NAMES_FD, type FromWorker } from './wire.ts';

/** How much one package may cost. */
export interface JudgeLimits {
  /** Mebibytes of JavaScript's heap; all memory together may be twice that. */
  readonly memory: number;
  readonly packageMs: number;
  readonly fileMs: number;
}

export const JUDGE_LIMITS: JudgeLimits = { memory: 1536, packageMs: 120_000, fileMs: 30_000 };

/** What came of one package. */
export type Outcome =
  | ({ readonly is: 'analysed' } & Analysed)
  /** The worker did not come back; `file` is what it was reading, empty for all files together. */
  | {
      readonly is: 'broke';
      readonly rule: 'judge.crashed' | 'judge.out-of-memory' | 'judge.timed-out';
      readonly file: string | undefined;
      readonly why: string;
    }
  /** Not a package, or rules that cannot be used: for a person to mend. */
  | { readonly is: 'fault'; readonly fault: ScanFault };

export interface JudgePool {
  /** Waits for a free worker. Never rejects for what is in the package. */
  readonly analyse: (request: AnalyseRequest) => Promise<Outcome>;
  /** How far the workers are cut off, as soon as one has said that it is ready. */
  readonly confinement: () => Confinement | undefined;
  /** Ends all workers. What is still being analysed is given up. */
  readonly close: () => void;
}

export interface PoolOptions {
  /** File of the module that analyses. */
  readonly analyser: string;
  readonly workers: number;
  readonly limits: JudgeLimits;
}

interface Job {
  readonly id: number;
  readonly request: AnalyseRequest;
  readonly done: (outcome: Outcome) => void;
}

/** A package is given to a fresh worker after so many: what one left behind does not grow. */
const PACKAGES_A_WORKER = 100;
/** A worker that does not get ready in so long never will. */
const READY_MS = 60_000;
const LOOK_MS = 100;
const LONGEST_NAMES = 16_384;
const MIB = 1024 * 1024;

/**
 * Confined processes that analyse packages, as many at once as `workers`, each started when first needed and kept warm.
 * A worker that breaks, runs out of memory or takes too long is ended and its package told as `broke`; the next package
 * gets a fresh one.
 */
export function createJudgePool({ analyser, workers, limits }: PoolOptions): JudgePool {
  const waiting: Job[] = [];
  const all = new Set<Seat>();
  const idle: Seat[] = [];
  let confinement: Confinement | undefined;
  let isClosed = false;
  let nextId = 1;

  function next(): void {
    while (waiting.length > 0 && !isClosed) {
      const seat = idle.pop() ?? (all.size < workers ? open() : undefined);
      if (seat === undefined) return;
      const job = waiting.shift();
      if (job !== undefined) seat.take(job);
    }
  }

  function open(): Seat {
    const seat = createSeat(spawnWorker(analyser, limits.memory), limits, {
      ready: (made) => (confinement ??= made),
      free: () => {
        idle.push(seat);
        next();
      },
      gone: () => {
        all.delete(seat);
        const at = idle.indexOf(seat);
        if (at >= 0) idle.splice(at, 1);
        next();
      },
    });
    all.add(seat);
    return seat;
  }

  const close = (): void => {
    isClosed = true;
    process.off('exit', close);
    for (const seat of all) seat.end();
  };
  // A worker that is busy does not see that its parent has gone.
  process.on('exit', close);
  return {
    analyse: async (request) =>
      await new Promise((done) => {
        waiting.push({ id: nextId++, request, done });
        next();
      }),
    confinement: () => confinement,
    close,
  };
}

/** One worker and the package that it is at. */
interface Seat {
  readonly take: (job: Job) => void;
  readonly end: () => void;
}

interface SeatEvents {
  readonly ready: (confinement: Confinement) => void;
  /** It can take another package. */
  readonly free: () => void;
  readonly gone: () => void;
}

function createSeat({ child, network }: WorkerProcess, limits: JudgeLimits, on: SeatEvents): Seat {
  let job: Job | undefined;
  let file: string | undefined;
  let packages = 0;
  let isReady = false;
  let since = performance.now();
  let fileSince = since;
  /** Why we ended it, where we did. */
  let verdict: Extract<Outcome, { is: 'broke' }>['rule'] | undefined;
  let words = '';

  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
  let names = '';
  child.stdio[FILE_NAMES_FD]?.on('data', (chunk: Buffer) => {
    // Cut, so that a worker gone wrong cannot fill our memory with one endless line.
    names = (names + chunk.toString('utf8')).slice(-LONGEST_NAMES);
    const lines = names.split('\n');
    names = lines.pop() ?? '';
    const last = lines.at(-1);
    if (last === undefined) return;
    file = fileNameOf(last) ?? file;
    fileSince = performance.now();
  });

  const end = (rule?: typeof verdict): void => {
    verdict ??= rule;
    child.kill('SIGKILL');
  };
  const watch = setInterval(() => {
    const now = performance.now();
    if (!isReady) {
      if (now - since > READY_MS) end('judge.timed-out');
      return;
    }
    if (job === undefined) return;
    if (now - since > limits.packageMs || (file !== '' && now - fileSince > limits.fileMs)) end('judge.timed-out');
    else if (residentBytes(child.pid) > 2 * limits.memory * MIB) end('judge.out-of-memory');
  }, LOOK_MS);

  child.on('message', (message: FromWorker) => {
    if (message.is === 'ready') {
      // Nothing strange is sent before the last door is closed.
      void closeDescriptors(child.pid).then((isClosed) => {
        isReady = true;
        on.ready({ denies: message.denies, network, descriptors: isClosed ? 'none' : 'guarded' });
        if (job !== undefined) send(job);
      });
      return;
    }
    // The worker has seen strange bytes: it answers for the package it was given and for no other.
    if (job === undefined || message.id !== job.id) return;
    const { done } = job;
    job = undefined;
    switch (message.is) {
      case 'analysed':
        done({ is: 'analysed', ...message.answer });
        break;
      case 'fault':
        done({ is: 'fault', fault: new ScanFault(message.code, message.detail) });
        break;
      case 'crashed':
        done({ is: 'broke', rule: 'judge.crashed', file, why: message.why });
        break;
    }
    packages++;
    if (message.is === 'crashed' || packages >= PACKAGES_A_WORKER || residentBytes(child.pid) > limits.memory * MIB)
      end();
    else on.free();
  });
  child.once('error', () => end());
  child.once('close', (code, signal) => {
    clearInterval(watch);
    const lost = job;
    job = undefined;
    on.gone();
    lost?.done(brokenOutcome(verdict, words, code, signal, file, limits));
  });

  function send(one: Job): void {
    since = fileSince = performance.now();
    file = undefined;
    child.send({ id: one.id, request: one.request });
  }
  return {
    take: (one) => {
      job = one;
      if (isReady) send(one);
    },
    end: () => end(),
  };
}

function brokenOutcome(
  verdict: Extract<Outcome, { is: 'broke' }>['rule'] | undefined,
  words: string,
  code: number | null,
  signal: NodeJS.Signals | null,
  file: string | undefined,
  limits: JudgeLimits,
): Outcome {
  const rule =
    verdict ?? (/heap out of memory|allocation failed/i.test(words) ? 'judge.out-of-memory' : 'judge.crashed');
  switch (rule) {
    case 'judge.timed-out':
      return {
        is: 'broke',
        rule,
        file,
        why: `took longer than ${limits.fileMs / 1000} s for a file or ${limits.packageMs / 1000} s in all`,
      };
    case 'judge.out-of-memory':
      return { is: 'broke', rule, file, why: `needed more than ${limits.memory} MiB` };
    case 'judge.crashed': {
      const last =
        words
          .trim()
          .split('\n')
          .find((line) => /Error|FATAL/.test(line)) ?? '';
      return {
        is: 'broke',
        rule,
        file,
        why: `ended with ${signal ?? `code ${code ?? 'unknown'}`}${last === '' ? '' : `: ${last.slice(0, 200)}`}`,
      };
    }
  }
}

function fileNameOf(line: string): string | undefined {
  try {
    const name: unknown = JSON.parse(line);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
