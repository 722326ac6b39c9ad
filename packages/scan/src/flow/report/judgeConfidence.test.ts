import { describe, expect, it } from 'vitest';
import type { FlowPoint } from '../flowReport.ts';
import type { SourceFact } from '../sources/sourceFact.ts';
import { judgeConfidence } from './judgeConfidence.ts';

const key: SourceFact = {
  value: 0,
  path: [],
  kind: 'key',
  by: 'use',
  rests: 'node:crypto.sign',
  isGuess: false,
  what: 'is the key',
  file: 'a.js',
  span: { start: 0, end: 1 },
};
const environment: SourceFact = { ...key, kind: 'environment', by: 'origin' };
const hit = { edge: 0, step: 0, kind: 'network', api: 'global:fetch', name: 'global:fetch', isGuess: false } as const;

/** Places in one file, so many characters apart. */
function points(count: number, apart: number, file = 'a.js'): FlowPoint[] {
  return Array.from({ length: count }, (_, index) => ({
    file,
    span: { start: index * apart, end: index * apart + 1 },
    what: 'goes on',
  }));
}

describe('how sure a flow is a theft', () => {
  it('a key is, however many steps it goes', () => {
    expect(judgeConfidence(key, hit, 'certain', points(16, 2_000))).toBe('high');
    const three = ['a.js', 'b.js', 'c.js'].flatMap((file) => points(6, 2_000, file));
    expect(judgeConfidence(key, hit, 'certain', three)).toBe('high');
  });

  it('across the program it is to be read', () => {
    expect(judgeConfidence(key, hit, 'across', points(6, 9_000))).toBe('medium');
    expect(judgeConfidence({ ...key, kind: 'wallet' }, hit, 'across', points(6, 9_000))).toBe('medium');
    expect(judgeConfidence(key, { ...hit, kind: 'process' }, 'across', points(6, 9_000))).toBe('medium');
  });

  it('what may as well have been encrypted is a guess', () => {
    expect(judgeConfidence({ ...key, by: 'origin', isGuess: true }, hit, 'certain', points(4, 40))).toBe('medium');
  });

  it('a guess is less, and one that goes far much less', () => {
    expect(judgeConfidence(key, hit, 'guess', points(4, 40))).toBe('medium');
    expect(judgeConfidence(key, hit, 'guess', points(12, 400))).toBe('low');
  });

  it('a guess goes as far where its way is not told', () => {
    expect(judgeConfidence(key, hit, 'guess', points(3, 9_000), 40)).toBe('low');
    expect(judgeConfidence(key, hit, 'guess', points(3, 9_000))).toBe('medium');
  });

  it('so is a name', () => {
    expect(judgeConfidence({ ...key, by: 'name' }, hit, 'certain', points(4, 40))).toBe('medium');
    expect(judgeConfidence({ ...key, by: 'name' }, hit, 'certain', points(12, 400))).toBe('low');
  });

  it('neither goes far in a few lines, also by an encoder that is written out', () => {
    expect(judgeConfidence(key, hit, 'guess', points(12, 40))).toBe('medium');
    expect(judgeConfidence({ ...key, by: 'name' }, hit, 'certain', points(12, 40))).toBe('medium');
  });

  it('the environment is where a few lines send it, also by an encoder that is written out', () => {
    expect(judgeConfidence(environment, hit, 'certain', points(4, 40))).toBe('high');
    expect(judgeConfidence(environment, hit, 'certain', points(14, 40))).toBe('high');
  });

  it('the environment is less by many steps, by many files, or from one end of a bundle to the other', () => {
    expect(judgeConfidence(environment, hit, 'certain', points(14, 400))).toBe('medium');
    const files = ['a.js', 'b.js', 'c.js'].flatMap((file) => points(1, 0, file));
    expect(judgeConfidence(environment, hit, 'certain', files)).toBe('medium');
    expect(judgeConfidence(environment, hit, 'across', points(5, 12_000))).toBe('medium');
  });

  it('tests say nothing', () => {
    expect(judgeConfidence(key, hit, 'certain', points(3, 40, 'test/a.test.js'))).toBe('low');
  });
});
