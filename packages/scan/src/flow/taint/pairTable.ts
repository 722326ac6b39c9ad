import { grown } from './grown.ts';

/**
 * Numbers pairs of whole numbers from 0 in the order they first come. Open addressing over typed arrays: a `Map` with
 * a number made of both would keep an object for each, and pairs are what the analysis has millions of.
 */
export interface PairTable {
  /** The pair's number, a new one where it had none. */
  idOf(a: number, b: number): number;
  has(a: number, b: number): boolean;
  readonly size: number;
}

export function createPairTable(): PairTable {
  let mask = 1023;
  let slots = new Int32Array(mask + 1);
  let firsts = new Int32Array(512);
  let seconds = new Int32Array(512);
  let size = 0;

  /** Slot of the pair, or of the free place where it belongs. */
  function slotOf(a: number, b: number): number {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const id = slots[slot] as number;
      if (id === 0 || (firsts[id - 1] === a && seconds[id - 1] === b)) return slot;
      slot = (slot + 1) & mask;
    }
  }
  function grow(): void {
    mask = mask * 2 + 1;
    slots = new Int32Array(mask + 1);
    for (let id = 0; id < size; id++) slots[slotOf(firsts[id] as number, seconds[id] as number)] = id + 1;
  }
  return {
    idOf(a, b) {
      const slot = slotOf(a, b);
      const known = slots[slot] as number;
      if (known !== 0) return known - 1;
      if (size === firsts.length) {
        firsts = grown(firsts);
        seconds = grown(seconds);
      }
      firsts[size] = a;
      seconds[size] = b;
      size++;
      slots[slot] = size;
      if (size * 2 > mask) grow();
      return size - 1;
    },
    has: (a, b) => slots[slotOf(a, b)] !== 0,
    get size() {
      return size;
    },
  };
}
