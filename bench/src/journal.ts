import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Journal, openJournal, verifyJournal } from '@portcullis/journal';
import { canonicalJson, type Entry } from '@portcullis/model';
import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';

/** Callers at the same time, and how many entries each measurement writes. */
const WRITERS: readonly (readonly [writers: number, entries: number])[] = [
  [1, 2_000],
  [64, 30_000],
  [1_000, 30_000],
];
const RUNS = 5;
const VERIFIED = 150_000;

/**
 * Acknowledged, durable appends a second, each call one entry, against the least that
 * durability costs: the same bytes appended to a plain file with fdatasync after every group
 * of as many entries as there are writers. Then, verification of a whole journal.
 */
export const benchmark: Benchmark = {
  name: 'journal',
  about: 'durable appends with 1, 64 and 1,000 concurrent writers against plain append + fdatasync; verification',
  run: async (options) => {
    const directory = mkdtempSync(join(tmpdir(), 'bench-journal-'));
    try {
      const figures: Figure[] = [];
      for (const [writers, entries] of WRITERS)
        figures.push(...(await measureAppends(directory, writers, scaled(entries, options), options)));
      figures.push(await measureVerification(directory, scaled(VERIFIED, options), options));
      figures.push(await measureOpening(directory, options));
      return figures;
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

async function measureAppends(
  home: string,
  writers: number,
  count: number,
  { quick, progress }: BenchmarkOptions,
): Promise<Figure[]> {
  const ours: number[] = [];
  const plain: number[] = [];
  const latencies: number[] = [];
  const journal = await openJournal({ directory: join(home, `append-${writers}`), mode: 'write' });
  try {
    for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
      const entries = mints(count, `:${run}`);
      // Both halves of a run meet the same disk, one right after the other.
      plain.push(rateOf(count, appendPlain(join(home, 'plain'), entries, writers)));
      const begun = performance.now();
      await appendFrom(journal, entries, writers, latencies);
      ours.push(rateOf(count, performance.now() - begun));
      progress(
        `${writers} writers, run ${run + 1}: ${Math.round(ours.at(-1) ?? 0)} a second, plain ${Math.round(plain.at(-1) ?? 0)}`,
      );
    }
  } finally {
    await journal.close();
  }
  const writersText = writers === 1 ? '1 writer' : `${writers} writers`;
  return [
    {
      name: `appends, ${writersText}`,
      value: median(ours),
      unit: 'entries/s',
      against: { name: `plain append, fdatasync every ${writers}`, value: median(plain) },
      floor: writers === 64 ? { of: 'value', atLeast: 10_000 } : undefined,
    },
    { name: `append acknowledged, ${writersText}, p50`, value: quantile(latencies, 0.5), unit: 'ms' },
    { name: `append acknowledged, ${writersText}, p99`, value: quantile(latencies, 0.99), unit: 'ms' },
  ];
}

async function appendFrom(
  journal: Journal,
  entries: readonly Entry[],
  writers: number,
  latencies: number[],
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let entry = entries[next++]; entry !== undefined; entry = entries[next++]) {
        const begun = performance.now();
        const [appended] = await journal.append([entry]);
        if (appended?.fresh !== true) throw new Error('an entry of the benchmark was there already');
        latencies.push(performance.now() - begun);
      }
    }),
  );
}

/** Milliseconds for the same bytes, a line each, one write and one fdatasync a group. Unlike the journal it is given the finished text. */
function appendPlain(path: string, entries: readonly Entry[], group: number): number {
  const lines = entries.map((entry) => `${canonicalJson(entry)}\n`);
  const file = openSync(path, 'w');
  const begun = performance.now();
  for (let at = 0; at < lines.length; at += group) {
    writeSync(file, lines.slice(at, at + group).join(''));
    fdatasyncSync(file);
  }
  const took = performance.now() - begun;
  closeSync(file);
  return took;
}

async function measureVerification(home: string, size: number, { quick, progress }: BenchmarkOptions): Promise<Figure> {
  const directory = join(home, 'verified');
  const journal = await openJournal({ directory, mode: 'write' });
  for (let from = 0; from < size; from += 5_000) await journal.append(mints(Math.min(5_000, size - from), `:${from}`));
  await journal.close();
  const rates: number[] = [];
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    const report = await verifyJournal(directory);
    if (report.size !== size) throw new Error(`verified ${report.size} entries of ${size}`);
    rates.push(rateOf(size, report.duration));
    progress(`verification, run ${run + 1}: ${Math.round(rates.at(-1) ?? 0)} entries a second`);
  }
  return {
    name: `verification of ${size} entries`,
    value: median(rates),
    unit: 'entries/s',
    floor: { of: 'value', atLeast: 100_000 },
  };
}

async function measureOpening(home: string, { quick, progress }: BenchmarkOptions): Promise<Figure> {
  const times: number[] = [];
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    const begun = performance.now();
    const journal = await openJournal({ directory: join(home, `new-${run}`), mode: 'write' });
    times.push(performance.now() - begun);
    await journal.close();
  }
  progress(`opening: ${times.map((time) => time.toFixed(0)).join(', ')} ms`);
  return { name: 'making and opening an empty journal', value: median(times), unit: 'ms' };
}

/** Mints as a sensor reports them: about 800 bytes each. */
function mints(count: number, salt: string): Entry[] {
  return Array.from({ length: count }, (_, number) => {
    const hash = `0x${number.toString(16).padStart(64, '0')}`;
    const id = `mint:eip155:56:${hash}:${number % 300}${salt}`;
    const at = { ms: 1_669_939_200_000 + number * 450, source: 'block' };
    const position = {
      chain: 'eip155:56',
      block: 23_000_000 + number,
      hash,
      index: number % 300,
      tx: `0x${'ab'.repeat(32)}`,
    };
    const asset = `eip155:56/erc20:0x${'e8'.repeat(20)}`;
    const effect = {
      id,
      kind: 'mint',
      asset,
      to: `eip155:56:0x${'f3'.repeat(20)}`,
      units: `${10n ** 18n + BigInt(number)}`,
      at,
      position,
      evidence: [`Log ${number % 300}: Transfer from the zero address.`],
    };
    return {
      v: 1,
      type: 'effect.observed',
      at,
      actor: 'sensor:bsc',
      causes: [],
      key: `effect:${id}`,
      body: { effect },
    } as unknown as Entry;
  });
}

function scaled(count: number, { quick }: BenchmarkOptions): number {
  return quick ? count / 10 : count;
}

function rateOf(count: number, ms: number): number {
  return (count / ms) * 1000;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
