import { expect, it } from 'vitest';
import { createLinks } from './links.ts';

it('keeps one link from each place to an edge, the first, in the order they come', () => {
  const links = createLinks(9);
  links.add(7, 3, 1, 11, -1, 0);
  links.add(7, 3, 2, 12, -1, 1);
  links.add(7, -5, 4, 13, 9, 1);
  links.add(8, 3, 1, 14, -1, 0);
  expect(links.count()).toBe(3);
  const told = Array.from({ length: links.count() }, (_, at) => [
    links.edgeOf(at),
    links.fromOf(at),
    links.stepOf(at),
    links.detourOf(at),
    links.levelOf(at),
  ]);
  expect(told).toEqual([
    [7, 1, 11, -1, 0],
    [7, 4, 13, 9, 1],
    [8, 1, 14, -1, 0],
  ]);
});
it('has room for very many', () => {
  const links = createLinks(2000);
  for (let edge = 0; edge < 2000; edge++) links.add(edge, -1 - edge, edge + 1, edge + 2, -1, 0);
  expect([links.count(), links.fromOf(1999), links.stepOf(1999)]).toEqual([2000, 2000, 2001]);
  // Full: what it has it has, and nothing comes in.
  expect(links.add(1999, -2000, 2000, 2001, -1, 0)).toBe(true);
  expect(links.add(2000, -2001, 2001, 2002, -1, 0)).toBe(false);
  expect(links.count()).toBe(2000);
});
