import { expect, it } from 'vitest';
import type { FlowPoint } from '../flowReport.ts';
import { goesAcross } from './goesAcross.ts';

const at = (file: string, start: number): FlowPoint => ({ file, span: { start, end: start + 1 }, what: 'goes on' });

it('leads through many files', () => {
  expect(goesAcross(['a.js', 'b.js', 'c.js'].flatMap((file) => [at(file, 0), at(file, 9)]))).toBe(false);
  expect(goesAcross(['a.js', 'b.js', 'c.js', 'd.js'].map((file) => at(file, 0)))).toBe(true);
});

it('leads from one end of a bundle to the other', () => {
  expect(goesAcross([at('a.js', 0), at('a.js', 39_000)])).toBe(false);
  expect(goesAcross([at('a.js', 0), at('b.js', 7), at('a.js', 41_000)])).toBe(true);
});
