import { globSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { judge } from './judge.ts';
import { report } from './report.ts';

/**
 * `npm run bench -- NAME [--json] [--quick]`: one side-by-side measurement, its figures held
 * against their floors. Exit 0: all floors met; 1: one missed; 2: no such benchmark; 3: it broke.
 */
const folder = import.meta.dirname;

function names(): string[] {
  return globSync('*.ts', { cwd: folder })
    .filter(
      (file) =>
        !file.endsWith('.test.ts') && /^export const benchmark\b/m.test(readFileSync(path.join(folder, file), 'utf8')),
    )
    .map((file) => path.basename(file, '.ts'))
    .toSorted();
}

async function load(name: string): Promise<Benchmark> {
  const loaded = (await import(`./${name}.ts`)) as { readonly benchmark: Benchmark };
  return loaded.benchmark;
}

async function list(): Promise<void> {
  for (const name of names()) console.log(`${name.padEnd(12)} ${(await load(name)).about}`);
}

async function run(name: string, options: { readonly json: boolean; readonly quick: boolean }): Promise<number> {
  const benchmark = await load(name);
  const progress = (line: string): void => void process.stderr.write(`${name}: ${line}\n`);
  const figures = (await benchmark.run({ quick: options.quick, progress })).map((figure) =>
    judge(figure, options.quick),
  );
  const missed = figures.filter((figure) => figure.verdict === 'missed').length;
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() };
  if (options.json) {
    console.log(JSON.stringify({ benchmark: name, quick: options.quick, machine, figures, missed }));
  } else {
    console.log(`${benchmark.about}\nNode ${machine.node}, ${machine.cpu}, ${machine.threads} threads\n`);
    console.log(report(figures));
    if (options.quick) console.log('\nA quick run shows that the benchmark runs; its figures say nothing.');
  }
  return missed > 0 || figures.length === 0 ? 1 : 0;
}

function usage(problem: string): never {
  console.error(
    `${problem}\n\n  npm run bench -- NAME [--json] [--quick]\n\nThere are: ${names().join(', ') || 'none'}.`,
  );
  process.exit(2);
}

function options(): ReturnType<typeof parse> {
  try {
    return parse();
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
}
function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      names: { type: 'boolean', default: false },
    },
  });
}

const { values, positionals } = options();
const [name, ...rest] = positionals;
if (rest.length > 0) usage(`One benchmark at a time; found ${positionals.join(', ')}.`);
if (values.names) {
  for (const each of names()) console.log(each);
} else if (name === undefined) {
  await list();
} else if (names().includes(name)) {
  try {
    process.exitCode = await run(name, values);
  } catch (error) {
    console.error(error);
    process.exitCode = 3;
  }
} else {
  usage(`There is no benchmark "${name}".`);
}
