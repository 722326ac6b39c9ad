import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';
import { besidePeer } from './scan/besidePeer.ts';
import { fetchUpdates } from './scan/fetchUpdates.ts';
import { askJudge } from './scan/judgeTask.ts';
import { prefilterRate } from './scan/prefilterRate.ts';
import { type Sample, writeRecreations } from './scan/sample.ts';
import { median, quantile } from './scan/statistics.ts';
import { wholeTree } from './scan/wholeTree.ts';

const SOURCE_BYTES = 8_000_000;
const ROUNDS = 3;
const QUICK_THEFTS = 3;
const PLANTED_EACH = 4;
/** Of a hundred. */
const PLANTED_FLOOR = 90;

/**
 * The judge of packages: what a first look costs a megabyte of source, what an update costs, the whole installed tree of
 * this repository through the command, and the command beside GuardDog on the same archives. Rates are of processor time,
 * so that they are those of one core whatever else the machine does; milliseconds and seconds are by the clock. Real
 * updates come through the machine's own npm and pip; without a registry only the re-creations are measured.
 */
export const benchmark: Benchmark = {
  name: 'scan',
  about: 'the judge of packages: first look, updates, a whole tree; beside GuardDog on the same packages',
  run,
};

async function run({ quick, progress }: BenchmarkOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-scan-'));
  try {
    const [bytes, rounds] = quick ? [SOURCE_BYTES / 10, 1] : [SOURCE_BYTES, ROUNDS];
    const figures: Figure[] = [prefilterFigure(prefilterRate(bytes, rounds))];
    progress('first look at installed packages');
    figures.push(...(await firstFigures(bytes, rounds)));
    const thefts = quick ? QUICK_THEFTS : Infinity;
    const recreations = await writeRecreations(path.join(folder, 'recreations'), thefts);
    progress(`updates: ${recreations.length} re-creations`);
    figures.push(...(await updateFigures('re-created', recreations, rounds, progress)));
    if (!quick) progress('updates: fetching well-known packages');
    const real = quick ? [] : await fetchUpdates(path.join(folder, 'real'), progress);
    if (real.length > 0) {
      figures.push(...(await updateFigures('real', real, rounds, progress)));
      figures.push(await plantedFigure(real, progress));
    }
    figures.push(...(await besidePeer([...recreations, ...real], path.join(folder, 'state'), progress)));
    return [...figures, ...(await wholeTree({ folder, quick, progress }))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prefilterFigure(value: number): Figure {
  return { name: 'prefilter', value, unit: 'MB/s', floor: { of: 'value', atLeast: 100 } };
}

async function firstFigures(bytes: number, rounds: number): Promise<readonly Figure[]> {
  const { packages, megabytes, cold, rates, wallRates, memory } = await askJudge({ is: 'first', bytes, rounds });
  const name = `first look, ${packages} packages of ${megabytes.toFixed(1)} MB`;
  return [
    { name: `${name}: a core`, value: median(rates), unit: 'MB/s', floor: { of: 'value', atLeast: 10 } },
    { name: `${name}: by the clock`, value: median(wallRates), unit: 'MB/s' },
    { name: `${name}: a core, before it is warm`, value: cold, unit: 'MB/s' },
    { name: `${name}: most memory`, value: memory, unit: 'MB' },
  ];
}

/** A theft that is put into a package of others must not hide behind what the package did before. */
async function plantedFigure(samples: readonly Sample[], progress: BenchmarkOptions['progress']): Promise<Figure> {
  const { packages, planted, missed } = await askJudge({ is: 'planted', samples, each: PLANTED_EACH });
  for (const one of missed) progress(`not held: ${one}`);
  return {
    name: `${planted} thefts put into ${packages} real packages that are given keys: held`,
    value: ((planted - missed.length) / planted) * 100,
    unit: '%',
    floor: { of: 'value', atLeast: PLANTED_FLOOR },
  };
}

async function updateFigures(
  kind: string,
  samples: readonly Sample[],
  rounds: number,
  progress: BenchmarkOptions['progress'],
): Promise<readonly Figure[]> {
  const updates = samples.filter(({ before }) => before !== undefined);
  const { times, memory } = await askJudge({ is: 'updates', samples: updates, rounds });
  const [slowest] = times.toSorted((a, b) => median(b.both) - median(a.both));
  progress(`slowest of ${times.length} ${kind} updates: ${slowest?.about ?? 'none'}`);
  const name = `update, ${times.length} ${kind}`;
  const figures = [
    ['the newer version read, the older known', times.map(({ newer }) => median(newer))],
    ['both versions read', times.map(({ both }) => median(both))],
  ] as const;
  return [
    ...figures.flatMap(([what, values]): Figure[] => [
      { name: `${name}, ${what}: median`, value: median(values), unit: 'ms', floor: { of: 'value', atMost: 50 } },
      { name: `${name}, ${what}: p95`, value: quantile(values, 0.95), unit: 'ms', floor: { of: 'value', atMost: 500 } },
    ]),
    {
      name: `${name}, the newer version read, before it is warm: median`,
      value: median(times.map(({ cold }) => cold)),
      unit: 'ms',
    },
    {
      name: `${name}, both versions read: median of processor time`,
      value: median(times.map(({ processor }) => median(processor))),
      unit: 'ms',
    },
    { name: `${name}: most memory`, value: memory, unit: 'MB' },
  ];
}
