import { grown } from '../../dense/grown.ts';

/**
 * The ways into each context: from which other, by which call. Numbered in the order they come, each once, and strung
 * together by the context they lead into.
 */
export interface Ways {
  /** The way's number, -1 where it was known. `call` is -1 where it is no call that results go back to. */
  add(into: number, from: number, call: number, edge: number, level: number): number;
  /** First way into a context, -1 for none. */
  first(into: number): number;
  /** The next one into the same context, -1 after the last. */
  after(way: number): number;
  intoOf(way: number): number;
  /** The place that the way comes from. */
  fromOf(way: number): number;
  edgeOf(way: number): number;
  callOf(way: number): number;
  levelOf(way: number): number;
  count(): number;
}

const COLUMNS = 6;
const INTO = 0;
const FROM = 1;
const CALL = 2;
const EDGE = 3;
const LEVEL = 4;
const NEXT = 5;

export function createWays(): Ways {
  let mask = 1023;
  let slots = new Int32Array(mask + 1);
  let rows = new Int32Array(512 * COLUMNS);
  const firsts: number[] = [];
  const lasts: number[] = [];
  let size = 0;

  function slotOf(into: number, from: number, call: number): number {
    // Mixed well, as pairs are.
    let hash = Math.imul(Math.imul(into, 0x9e3779b1) + from, 0x9e3779b1) + call;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const row = ((slots[slot] as number) - 1) * COLUMNS;
      if (row < 0) return slot;
      if (rows[row + FROM] === from && rows[row + INTO] === into && rows[row + CALL] === call) return slot;
      slot = (slot + 1) & mask;
    }
  }
  function grow(): void {
    // Four times, so that few are put in again.
    mask = mask * 4 + 3;
    slots = new Int32Array(mask + 1);
    for (let way = 0; way < size; way++) {
      const row = way * COLUMNS;
      slots[slotOf(rows[row + INTO] as number, rows[row + FROM] as number, rows[row + CALL] as number)] = way + 1;
    }
  }
  return {
    add(into, from, call, edge, level) {
      const slot = slotOf(into, from, call);
      if (slots[slot] !== 0) return -1;
      const row = size * COLUMNS;
      if (row === rows.length) rows = grown(rows);
      rows[row + INTO] = into;
      rows[row + FROM] = from;
      rows[row + CALL] = call;
      rows[row + EDGE] = edge;
      rows[row + LEVEL] = level;
      rows[row + NEXT] = -1;
      while (firsts.length <= into) {
        firsts.push(-1);
        lasts.push(-1);
      }
      const last = lasts[into] as number;
      if (last < 0) firsts[into] = size;
      else rows[last * COLUMNS + NEXT] = size;
      lasts[into] = size;
      size++;
      slots[slot] = size;
      if (size * 2 > mask) grow();
      return size - 1;
    },
    first: (into) => firsts[into] ?? -1,
    after: (way) => rows[way * COLUMNS + NEXT] as number,
    intoOf: (way) => rows[way * COLUMNS + INTO] as number,
    fromOf: (way) => rows[way * COLUMNS + FROM] as number,
    edgeOf: (way) => rows[way * COLUMNS + EDGE] as number,
    callOf: (way) => rows[way * COLUMNS + CALL] as number,
    levelOf: (way) => rows[way * COLUMNS + LEVEL] as number,
    count: () => size,
  };
}
