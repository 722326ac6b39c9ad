import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Material } from '../material.ts';
import { createJudgePool, type JudgeLimits, type JudgePool, type Outcome } from './judgePool.ts';

const TINY = fileURLToPath(new URL('../testing/tinyAnalyser.ts', import.meta.url));
const LIMITS: JudgeLimits = { memory: 64, packageMs: 20_000, fileMs: 20_000 };

let pool: JudgePool;
afterEach(() => pool.close());

function open(workers = 1, limits: Partial<JudgeLimits> = {}): void {
  pool = createJudgePool({ analyser: TINY, workers, limits: { ...LIMITS, ...limits } });
}
const material = (files: Readonly<Record<string, string>>, name = 'a'): Material => ({
  is: 'files',
  name,
  form: 'folder',
  ecosystem: 'npm',
  unread: [],
  files: Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
});
const analyse = async (files: Readonly<Record<string, string>>, name?: string): Promise<Outcome> =>
  await pool.analyse({ material: material(files, name), rules: [], wantsFiles: false });
const words = (outcome: Outcome): string[] =>
  outcome.is === 'analysed' ? outcome.analysis.unread.map(({ why }) => why) : [outcome.is];

describe('the pool of judges', () => {
  it('gives the analysis of each package to who asked for it, from warm workers', async () => {
    open(2, { memory: 512 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    const outcomes = await Promise.all(names.map(async (name) => await analyse({ 'x.js': 'PID' }, name)));
    expect(outcomes.map((one) => one.is === 'analysed' && one.analysis.name)).toEqual(names);
    expect(new Set(outcomes.flatMap(words)).size).toBeLessThanOrEqual(2);
  });

  it('leaves a judge nothing to reach the world with', async () => {
    let connections = 0;
    const server = createServer(() => connections++).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    open();
    const probed = words(await analyse({ 'x.js': `PROBE ${(server.address() as AddressInfo).port}` }));
    server.close();
    expect(probed.length).toBeGreaterThanOrEqual(15);
    expect(probed.filter((word) => !word.includes(': refused ('))).toEqual([]);
    expect(connections).toBe(0);
    expect(pool.confinement()?.denies).toEqual(['fs.read', 'fs.write', 'child', 'worker', 'addon', 'wasi']);
  });

  it.each([
    ['dies', 'ABORT', 'judge.crashed', {}],
    ['takes too long for a file', 'LOOP', 'judge.timed-out', { fileMs: 500 }],
    ['takes too long in all', 'LOOP', 'judge.timed-out', { packageMs: 500 }],
    ['fills its heap', 'HEAP', 'judge.out-of-memory', {}],
    ['fills memory beside its heap', 'BUFFERS', 'judge.out-of-memory', {}],
    ['throws what nobody expects', 'THROW', 'judge.crashed', {}],
  ] as const)(
    'says of a worker that %s which file it was at, and judges the next by a fresh one',
    async (_, word, rule, limits) => {
      open(1, limits);
      const [before] = words(await analyse({ 'x.js': 'PID' }));
      const broke = await analyse({ 'a.js': 'fine', 'lib/b.js': word, 'z.js': 'fine' });
      expect(broke).toMatchObject({ is: 'broke', rule, file: 'lib/b.js' });
      const [after] = words(await analyse({ 'x.js': 'PID' }));
      expect(after).toMatch(/^\d+$/);
      expect(after).not.toBe(before);
    },
  );

  it('tells of an analyser that cannot be loaded, and does not hang', async () => {
    pool = createJudgePool({ analyser: '/absent.ts', workers: 1, limits: LIMITS });
    expect(await analyse({ 'x.js': 'PID' })).toMatchObject({ is: 'broke', rule: 'judge.crashed' });
  });
});
