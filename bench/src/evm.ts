import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';
import type { ChainShape } from './evm/chainData.ts';
import { live } from './evm/live.ts';
import { measureLive } from './evm/liveWatch.ts';
import type { ReaderTask } from './evm/reader.ts';
import { installForta, type ReaderRun, runForta, runReader } from './evm/runReader.ts';

const SHAPE: ChainShape = { seed: 1, blocks: 200, transactions: 200, logs: 2_000 };
const ROUNDS = 3;
const LIVE_BLOCKS = 100;

interface Reader {
  readonly name: string;
  run(task: ReaderTask): Promise<ReaderRun>;
}

const OURS: Reader = { name: 'portcullis', run: (task) => runReader('readPortcullis.ts', 'ws', task) };
const READERS: readonly Reader[] = [
  OURS,
  { name: 'portcullis over http', run: (task) => runReader('readPortcullis.ts', 'http', task) },
  { name: 'plain loop', run: (task) => runReader('readPlain.ts', 'filtered', task) },
  { name: 'plain loop, 8 blocks in flight', run: (task) => runReader('readPlain.ts', 'ahead', task) },
  { name: 'plain loop, whole blocks', run: (task) => runReader('readPlain.ts', 'whole', task) },
];

/**
 * Reads the same served blocks (200 transactions and 2,000 logs each) with the sensor, with
 * plain loops and with forta-agent, by the same two rules, and counts what each missed and
 * gave twice. Then the sensor alone on a live local node, and the whole watch on one. All readers run in processes of their
 * own and are asked in turn, three times; figures are medians. A reader passes over the blocks
 * twice and its second pass counts; forta-agent, which takes over a minute, passes once.
 * The sensor reads 15 slots, the code hashes, owners, supplies and pause states of five tokens
 * and three sets of logs in each block; the plain loops read the logs and five slots, or, with
 * `whole blocks`, all logs and five slots; forta-agent the block with its transactions, and all logs.
 */
export const benchmark: Benchmark = {
  name: 'evm',
  about: 'the sensor against plain loops and forta-agent on the same blocks; head to effect on a live node',
  run,
};

async function run({ quick, progress }: BenchmarkOptions): Promise<readonly Figure[]> {
  const shape = quick ? { ...SHAPE, blocks: 20 } : SHAPE;
  const { child, task, planted } = await serve(shape);
  const runs = new Map<string, ReaderRun[]>();
  const figures: Figure[] = [];
  try {
    for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
      for (const reader of READERS) {
        const result = await reader.run(task);
        progress(`${reader.name}: ${(shape.blocks / result.seconds).toFixed(0)} blocks/s`);
        runs.set(reader.name, [...(runs.get(reader.name) ?? []), result]);
      }
    }
    const refused = await installForta();
    if (refused === undefined) {
      const result = await runForta(task);
      progress(`forta-agent: ${(shape.blocks / result.seconds).toFixed(1)} blocks/s`);
      runs.set('forta-agent', [result]);
    } else {
      progress(`forta-agent is NOT measured: ${refused}`);
      figures.push({ name: 'forta-agent measured (0: it did not install)', value: 0, unit: '' });
    }
  } finally {
    child.disconnect();
  }
  for (const [name, list] of runs) figures.push(...readerFigures(name, list, runs, shape, planted));
  progress('live: a block every 0.45 s');
  figures.push(...(await liveFigures(quick ? 10 : LIVE_BLOCKS)));
  progress('live: the whole watch, one unpermitted mint after another');
  return [...figures, ...(await measureLive({ quick, progress }))];
}

async function serve(
  shape: ChainShape,
): Promise<{ child: ChildProcess; task: ReaderTask; planted: readonly string[] }> {
  const child = fork(path.join(import.meta.dirname, 'evm', 'chainServer.ts'), [JSON.stringify(shape)]);
  const [told] = (await once(child, 'message')) as [
    { port: number; watched: readonly string[]; planted: readonly string[] },
  ];
  const address = `127.0.0.1:${told.port}`;
  return {
    child,
    task: { http: `http://${address}`, ws: `ws://${address}`, watched: told.watched, blocks: shape.blocks },
    planted: told.planted,
  };
}

function readerFigures(
  name: string,
  list: readonly ReaderRun[],
  all: ReadonlyMap<string, readonly ReaderRun[]>,
  shape: ChainShape,
  planted: readonly string[],
): readonly Figure[] {
  const rate = (runs: readonly ReaderRun[]): number => shape.blocks / median(runs.map((one) => one.seconds));
  const isOurs = name === OURS.name;
  const exact = isOurs ? { floor: { of: 'value', atMost: 0 } as const } : {};
  const peer = (way: string): { name: string; value: number } => ({ name: way, value: rate(all.get(way) ?? []) });
  const forta = all.get('forta-agent');
  const figures: Figure[] = [];
  if (isOurs) {
    figures.push({
      name: `${name}: read`,
      value: rate(list),
      unit: 'blocks/s',
      against: peer('plain loop'),
      floor: { of: 'ratio', atLeast: 1 },
    });
    // Without a floor: this loop makes a third of the calls, and compares neither code, owner, supply nor pause.
    figures.push({
      name: `${name}: read`,
      value: rate(list),
      unit: 'blocks/s',
      against: peer('plain loop, 8 blocks in flight'),
    });
    if (forta !== undefined)
      figures.push({
        name: `${name}: read`,
        value: rate(list),
        unit: 'blocks/s',
        against: { name: 'forta-agent', value: rate(forta) },
        floor: { of: 'ratio', atLeast: 30 },
      });
  } else figures.push({ name: `${name}: read`, value: rate(list), unit: 'blocks/s' });
  return [
    ...figures,
    { name: `${name}: calls`, value: median(list.map((one) => one.calls / shape.blocks)), unit: 'per block' },
    { name: `${name}: most memory`, value: median(list.map((one) => one.rss)), unit: 'MB' },
    {
      name: `${name}: missed of ${planted.length}`,
      value: Math.max(...list.map(({ found }) => planted.filter((key) => !found.includes(key)).length)),
      unit: 'effects',
      ...exact,
    },
    {
      name: `${name}: given twice, or never planted`,
      value: Math.max(...list.map(({ found }) => extras(found, planted))),
      unit: 'effects',
      ...exact,
    },
  ];
}

/** What was found more often than it was planted. */
function extras(found: readonly string[], planted: readonly string[]): number {
  const own = new Set(planted);
  return found.length - new Set(found.filter((key) => own.has(key))).size;
}

async function liveFigures(blocks: number): Promise<readonly Figure[]> {
  const { latencies } = await live(blocks);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return [
    {
      name: `live at 0.45 s, ${latencies.length} blocks: head to effects given, p50`,
      value: at(0.5),
      unit: 'ms',
      floor: { of: 'value', atMost: 5 },
    },
    {
      name: `live at 0.45 s, ${latencies.length} blocks: head to effects given, p99`,
      value: at(0.99),
      unit: 'ms',
      floor: { of: 'value', atMost: 50 },
    },
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
