import { grown } from './grown.ts';

/**
 * Numbers pairs of whole numbers from 0 in the order they first come. Open addressing over typed arrays: a `Map` with
 * a number made of both would keep an object for each, and pairs are what the analysis has millions of.
 */
export interface PairTable {
  /** The pair's number, a new one where it had none. */
  idOf(a: number, b: number): number;
  has(a: number, b: number): boolean;
  firstOf(id: number): number;
  secondOf(id: number): number;
  readonly size: number;
}

export function createPairTable(): PairTable {
  let mask = 1023;
  let slots = new Int32Array(mask + 1);
  // First and second of a pair beside each other: they are read together, from places far apart.
  let pairs = new Int32Array(1024);
  let size = 0;

  /** Slot of the pair, or of the free place where it belongs. */
  function slotOf(a: number, b: number): number {
    // Mixed well: close numbers, and multiples of a power of two, would lie in few places one after the other.
    let hash = Math.imul(a, 0x9e3779b1) + b;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const id = slots[slot] as number;
      if (id === 0 || (pairs[id * 2 - 2] === a && pairs[id * 2 - 1] === b)) return slot;
      slot = (slot + 1) & mask;
    }
  }
  function grow(): void {
    // Four times, so that few are put in again.
    mask = mask * 4 + 3;
    slots = new Int32Array(mask + 1);
    for (let id = 0; id < size; id++) {
      slots[slotOf(pairs[id * 2] as number, pairs[id * 2 + 1] as number)] = id + 1;
    }
  }
  return {
    idOf(a, b) {
      const slot = slotOf(a, b);
      const known = slots[slot] as number;
      if (known !== 0) return known - 1;
      if (size * 2 === pairs.length) pairs = grown(pairs);
      pairs[size * 2] = a;
      pairs[size * 2 + 1] = b;
      size++;
      slots[slot] = size;
      if (size * 2 > mask) grow();
      return size - 1;
    },
    has: (a, b) => slots[slotOf(a, b)] !== 0,
    firstOf: (id) => pairs[id * 2] as number,
    secondOf: (id) => pairs[id * 2 + 1] as number,
    get size() {
      return size;
    },
  };
}
