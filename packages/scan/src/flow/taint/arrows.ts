import { grown } from '../../dense/grown.ts';
import type { Adjacency } from '../program/adjacency.ts';

/** Arrows between dense numbers, as two columns that grow. */
export interface Arrows {
  add(from: number, to: number): void;
  /** By where they begin, of numbers below `count`. */
  leaving(count: number): Adjacency;
  /** By where they end. */
  arriving(count: number): Adjacency;
}

export function createArrows(): Arrows {
  let froms = new Int32Array(1024);
  let tos = new Int32Array(1024);
  let size = 0;
  function adjacency(starts: Int32Array, ends: Int32Array, count: number): Adjacency {
    const offsets = new Int32Array(count + 1);
    for (let at = 0; at < size; at++) (offsets[(starts[at] as number) + 1] as number)++;
    for (let at = 0; at < count; at++) offsets[at + 1] = (offsets[at + 1] as number) + (offsets[at] as number);
    const next = offsets.slice(0, count);
    const items = new Int32Array(size);
    for (let at = 0; at < size; at++) {
      const start = starts[at] as number;
      const place = next[start] as number;
      items[place] = ends[at] as number;
      next[start] = place + 1;
    }
    return { offsets, items };
  }
  return {
    add(from, to) {
      if (size === froms.length) {
        froms = grown(froms);
        tos = grown(tos);
      }
      froms[size] = from;
      tos[size] = to;
      size++;
    },
    arriving: (count) => adjacency(tos, froms, count),
    leaving: (count) => adjacency(froms, tos, count),
  };
}
