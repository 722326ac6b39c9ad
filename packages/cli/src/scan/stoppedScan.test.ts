import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gatehouse, makeGatehouse } from '../testing/gatehouse.ts';
import { startPortcullis } from '../testing/runPortcullis.ts';

let house: Gatehouse;
beforeAll(() => {
  house = makeGatehouse();
});
afterAll(() => house.remove());

/** Processes whose parent is one, as far as the system tells. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(join('/proc', name, 'status'), 'utf8')) ?? [];
        return Number(parent) === pid ? [Number(name)] : [];
      } catch {
        return [];
      }
    });
}
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 20));
}

describe.skipIf(process.platform !== 'linux')('a scan that is stopped', () => {
  it('leaves no judge behind, however busy that is', async () => {
    // Long work for any parser.
    house.write('busy.js', 'f(g(1), [2], { a: 3 });\n'.repeat(400_000));
    const child = startPortcullis(house.directory, ['scan', 'busy.js', '--no-cache']);
    const pid = child.pid ?? 0;
    let judges: number[] = [];
    await until(() => {
      judges = childrenOf(pid).filter((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('judge.worker'));
      return judges.length > 0;
    });
    child.kill('SIGTERM');
    await new Promise((done) => child.once('close', done));
    await until(() => !judges.some(isAlive));
    expect(judges.filter(isAlive)).toEqual([]);
  });
});
