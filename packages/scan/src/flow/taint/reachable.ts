import type { Adjacency } from '../program/linkProgram.ts';

/** Arrows between dense numbers, as two columns. */
export interface Arrows {
  readonly from: number[];
  readonly to: number[];
}

/** The arrows by where they begin. */
export function adjacencyOf({ from, to }: Arrows, count: number): Adjacency {
  const offsets = new Int32Array(count + 1);
  for (const one of from) offsets[one + 1] = (offsets[one + 1] ?? 0) + 1;
  for (let at = 0; at < count; at++) offsets[at + 1] = (offsets[at + 1] ?? 0) + (offsets[at] ?? 0);
  const next = offsets.slice(0, count);
  const items = new Int32Array(from.length);
  for (const [at, one] of from.entries()) {
    const place = next[one] ?? 0;
    items[place] = to[at] ?? 0;
    next[one] = place + 1;
  }
  return { offsets, items };
}

/** 1 for each number that can be reached from one of `starts`, which can all be reached. */
export function reachable({ offsets, items }: Adjacency, starts: Iterable<number>): Uint8Array {
  const reached = new Uint8Array(offsets.length - 1);
  const waiting: number[] = [];
  const arrive = (one: number): void => {
    if (reached[one] === 1) return;
    reached[one] = 1;
    waiting.push(one);
  };
  for (const one of starts) arrive(one);
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
    for (let at = offsets[one] ?? 0; at < (offsets[one + 1] ?? 0); at++) arrive(items[at] ?? 0);
  return reached;
}
