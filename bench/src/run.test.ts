import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const bench = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'run.ts'), ...args], { encoding: 'utf8' });

describe('the benchmarks', () => {
  it.each([[['--help']], [['-h']], [['signoff', '--help']]])('tell how they are used: %s', (args) => {
    const { status, stdout, stderr } = bench(...args);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('npm run bench -- NAME [--quick] [--json]');
    expect(stdout).toMatch(/^signoff +/m);
  });

  it.each([
    ['an option that is none', ['--fast'], "Unknown option '--fast'."],
    ['a name that is none', ['nothing'], 'There is no benchmark "nothing".'],
    ['two at a time', ['evm', 'journal'], 'One benchmark at a time; found evm, journal.'],
  ])('refuse %s with the usage and exit code 2', (_, args, problem) => {
    const { status, stdout, stderr } = bench(...args);
    expect([status, stdout, stderr.split('\n', 1)[0]]).toEqual([2, '', problem]);
    expect(stderr).toContain('npm run bench -- NAME [--quick] [--json]');
  });
});
