import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';
import { fetchHistories, type History } from './scan/fetchHistories.ts';
import { askJudge } from './scan/judgeTask.ts';
import { writeRecreations } from './scan/sample.ts';
import { median, quantile } from './scan/statistics.ts';

const QUICK_THEFTS = 3;

/**
 * False alarms: well-known packages that handle keys or are widely used, at first sight and through their updates, each known
 * from the version before. What is held or to be read is told with its reasons, for a person to look at. Some ten minutes,
 * most of them for the registries.
 */
export const benchmark: Benchmark = {
  name: 'updates',
  about: 'false alarms: four versions each of ninety well-known packages, at first sight and as updates',
  run,
};

async function run({ quick, progress }: BenchmarkOptions): Promise<readonly Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-updates-'));
  try {
    progress('fetching well-known packages');
    const histories = quick ? await cleanRecreations(folder) : await fetchHistories(folder, progress);
    if (histories.length === 0) return [];
    return figuresOf(await askJudge({ is: 'histories', histories }), histories.length, progress);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Needs no registry: the clean versions of re-creations, and the same renamed. */
async function cleanRecreations(folder: string): Promise<readonly History[]> {
  const samples = await writeRecreations(folder, QUICK_THEFTS);
  return samples.flatMap(({ about, isPoisoned, archive, before }) =>
    isPoisoned || before === undefined ? [] : [{ about, archives: [before, archive] }],
  );
}

function figuresOf(
  { first, updates }: Awaited<ReturnType<typeof askJudge<{ is: 'histories'; histories: readonly History[] }>>>,
  packages: number,
  progress: BenchmarkOptions['progress'],
): readonly Figure[] {
  for (const [what, all] of [
    ['first sight', first],
    ['update', updates],
  ] as const)
    for (const { about, decision, why } of all) {
      if (decision === 'pass') continue;
      progress(`${what}, ${about}: ${decision}`);
      for (const one of why) progress(`    ${one}`);
    }
  const count = (all: typeof updates, decision: string): number =>
    all.filter((one) => one.decision === decision).length;
  const times = updates.map(({ ms }) => ms);
  return [
    {
      name: `${updates.length} updates of ${packages} packages: held`,
      value: (count(updates, 'hold') / updates.length) * 100,
      unit: '%',
      floor: { of: 'value', atMost: 1 },
    },
    { name: 'updates: held', value: count(updates, 'hold'), unit: '' },
    { name: 'updates: to review', value: count(updates, 'review'), unit: '' },
    { name: 'updates, the older known: median', value: median(times), unit: 'ms' },
    { name: 'updates, the older known: p95', value: quantile(times, 0.95), unit: 'ms' },
    { name: `${packages} packages at first sight: held`, value: count(first, 'hold'), unit: '' },
    { name: `${packages} packages at first sight: to review`, value: count(first, 'review'), unit: '' },
  ];
}
