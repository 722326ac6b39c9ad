import path from 'node:path';
import { styleText } from 'node:util';
import type { Check } from './check/check.ts';
import { deadCode } from './check/deadCode.ts';
import { format } from './check/format.ts';
import { layers } from './check/layers.ts';
import { lint } from './check/lint.ts';
import { purity } from './check/purity.ts';
import { types } from './check/types.ts';

/**
 * `npm run check [-- NAME… --all]`: what no test shows. Prints a line a check, and the first
 * faults of each or all of them; exit 0 clean, 1 faults, 2 unknown name, 3 a check broke.
 */
const CHECKS: readonly Check[] = [types, lint, format, layers, purity, deadCode];
const SHOWN = process.argv.includes('--all') ? Infinity : 60;

const root = path.resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2).filter((name) => name !== '--all');
const unknown = wanted.filter((name) => !CHECKS.some((check) => slug(check) === name));
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}; there are ${CHECKS.map(slug).join(', ')}.`);
  process.exit(2);
}

for (const check of CHECKS) {
  if (wanted.length > 0 && !wanted.includes(slug(check))) continue;
  const started = performance.now();
  try {
    const { looked, faults } = await check.run(root);
    print(faults.length === 0, check, `${looked}${faults.length === 0 ? '' : `, ${faults.length} faults`}`, started);
    for (const fault of faults.slice(0, SHOWN)) console.log(`    ${fault.replaceAll('\n', '\n    ')}`);
    if (faults.length > SHOWN) console.log(`    … and ${faults.length - SHOWN} more`);
    if (faults.length > 0) process.exitCode = Math.max(Number(process.exitCode ?? 0), 1);
  } catch (error) {
    print(false, check, 'broke', started);
    console.log(error);
    process.exitCode = 3;
  }
}

function slug(check: Check): string {
  return check.name.replaceAll(' ', '-');
}

function print(ok: boolean, check: Check, what: string, started: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const mark = styleText(ok ? 'green' : 'red', ok ? 'ok  ' : 'FAIL');
  console.log(
    `${mark} ${check.name.padEnd(10)} ${seconds.padStart(5)} s  ${what}  ${styleText('dim', `(${check.about})`)}`,
  );
}
