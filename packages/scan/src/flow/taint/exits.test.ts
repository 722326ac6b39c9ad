import { expect, it } from 'vitest';
import { createExits } from './exits.ts';

it('gives the exits of each context in the order they came, also those that come meanwhile', () => {
  const exits = createExits();
  for (let edge = 0; edge < 2000; edge++) exits.add(edge % 3, edge, -1, edge * 2);
  const edges: number[] = [];
  for (let exit = exits.first(1); exit >= 0; exit = exits.after(exit)) {
    if (edges.length === 0) exits.add(1, 2000, 7, 9);
    edges.push(exits.edgeOf(exit));
  }
  expect(edges).toEqual([...Array.from({ length: 667 }, (_, at) => at * 3 + 1), 2000]);
  expect(exits.first(3)).toBe(-1);
});
