import { grown } from '../dense/grown.ts';
import type { Adjacency } from '../program/adjacency.ts';

/** Arrows between dense numbers, as two columns that grow. */
export interface Arrows {
  add(from: number, to: number): void;
  /** All of them, by where they end. */
  arriving(count: number): Adjacency;
}

export function createArrows(): Arrows {
  let froms = new Int32Array(1024);
  let tos = new Int32Array(1024);
  let size = 0;
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
    arriving(count) {
      const offsets = new Int32Array(count + 1);
      for (let at = 0; at < size; at++) (offsets[(tos[at] as number) + 1] as number)++;
      for (let at = 0; at < count; at++) offsets[at + 1] = (offsets[at + 1] as number) + (offsets[at] as number);
      const next = offsets.slice(0, count);
      const items = new Int32Array(size);
      for (let at = 0; at < size; at++) {
        const end = tos[at] as number;
        const place = next[end] as number;
        items[place] = froms[at] as number;
        next[end] = place + 1;
      }
      return { offsets, items };
    },
  };
}
