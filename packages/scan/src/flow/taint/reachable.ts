import type { Adjacency } from '../program/adjacency.ts';

/** 1 for each number that can be reached from one of `starts`, which can all be reached. */
export function reachable({ offsets, items }: Adjacency, starts: Iterable<number>): Uint8Array {
  const reached = new Uint8Array(offsets.length - 1);
  const waiting: number[] = [];
  for (const one of starts) {
    if (reached[one] === 1) continue;
    reached[one] = 1;
    waiting.push(one);
  }
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const end = offsets[one + 1] as number;
    for (let at = offsets[one] as number; at < end; at++) {
      const to = items[at] as number;
      if (reached[to] === 1) continue;
      reached[to] = 1;
      waiting.push(to);
    }
  }
  return reached;
}
