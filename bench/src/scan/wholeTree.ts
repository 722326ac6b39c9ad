import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Figure } from '../benchmark.ts';
import { runPortcullis } from './runPortcullis.ts';
import { median } from './statistics.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const WARM_ROUNDS = 3;
const QUICK_PACKAGES = 5;

export interface TreeOptions {
  readonly folder: string;
  readonly quick: boolean;
  readonly progress: (line: string) => void;
}

/** `portcullis scan node_modules` on this repository: once with an empty cache, then again with what that left. Quick: a few of its packages. */
export async function wholeTree({ folder, quick, progress }: TreeOptions): Promise<readonly Figure[]> {
  const targets = quick
    ? readdirSync(path.join(ROOT, 'node_modules'))
        .filter((name) => /^[a-z]/.test(name))
        .slice(0, QUICK_PACKAGES)
        .map((name) => path.join('node_modules', name))
    : ['node_modules'];
  const args = [...targets, '--cache', path.join(folder, 'cache')];
  const scan = async () => await runPortcullis(args, { cwd: ROOT, state: path.join(folder, 'state') });
  const cold = await scan();
  progress(`${cold.decisions.length} installed packages, cold: ${(cold.run.ms / 1000).toFixed(1)} s`);
  const warm: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round++) warm.push((await scan()).run.ms);
  const count = (decision: string): number => cold.decisions.filter((one) => one === decision).length;
  const tree = `installed tree, ${cold.decisions.length} packages`;
  return [
    { name: `${tree}: cold`, value: cold.run.ms / 1000, unit: 's', floor: { of: 'value', atMost: 60 } },
    { name: `${tree}: warm`, value: median(warm) / 1000, unit: 's', floor: { of: 'value', atMost: 1 } },
    { name: `${tree}: most memory of all processes`, value: cold.run.memory, unit: 'MB' },
    { name: `${tree}: held`, value: count('hold'), unit: 'packages' },
    { name: `${tree}: to review`, value: count('review'), unit: 'packages' },
    { name: `${tree}: not judged`, value: cold.failed, unit: 'packages' },
  ];
}
