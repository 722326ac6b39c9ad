import { globSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { judge } from './judge.ts';
import { report } from './report.ts';

/**
 * `npm run bench -- NAME [--json] [--quick]`: one side-by-side measurement, its figures held
 * against their floors; `--help` tells the usage. Exit 0: all floors met; 1: one missed; 2: no such benchmark; 3: it broke.
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

const USAGE = `  npm run bench                              list the benchmarks
  npm run bench -- NAME [--quick] [--json]   measure, and hold the figures against their floors

  --quick   a tenth of the work, to see that it runs; its figures say nothing
  --json    print one JSON value on stdout
  --names   print the names alone`;

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
  console.error(`${problem}\n\n${USAGE}\n\nThere are: ${names().join(', ') || 'none'}.`);
  process.exit(2);
}

function options(): ReturnType<typeof parse> {
  try {
    return parse();
  } catch (error) {
    // Node's first sentence names the option; the others advise on positional arguments that nobody meant.
    return usage(error instanceof Error ? `${error.message.split('. ', 1).join('')}.` : String(error));
  }
}
function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      names: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

const { values, positionals } = options();
const [name, ...rest] = positionals;
if (values.help) {
  console.log(`${USAGE}\n`);
  await list();
  process.exit();
}
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
