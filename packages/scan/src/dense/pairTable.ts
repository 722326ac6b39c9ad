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

/** A class: what a record keeps a getter for, the engine keeps until it next collects everything. */
class OpenTable implements PairTable {
  private mask = 1023;
  private slots = new Int32Array(this.mask + 1);
  // First and second of a pair beside each other: they are read together, from places far apart.
  private pairs = new Int32Array(1024);
  private count = 0;

  get size(): number {
    return this.count;
  }

  idOf(a: number, b: number): number {
    const slot = this.slotOf(a, b);
    const known = this.slots[slot] as number;
    if (known !== 0) return known - 1;
    const at = this.count * 2;
    if (at === this.pairs.length) this.pairs = grown(this.pairs);
    this.pairs[at] = a;
    this.pairs[at + 1] = b;
    this.count++;
    this.slots[slot] = this.count;
    if (this.count * 2 > this.mask) this.grow();
    return this.count - 1;
  }

  has(a: number, b: number): boolean {
    return this.slots[this.slotOf(a, b)] !== 0;
  }

  firstOf(id: number): number {
    return this.pairs[id * 2] as number;
  }

  secondOf(id: number): number {
    return this.pairs[id * 2 + 1] as number;
  }

  /** Slot of the pair, or of the free place where it belongs. */
  private slotOf(a: number, b: number): number {
    const { slots, pairs, mask } = this;
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

  private grow(): void {
    // Four times, so that few are put in again.
    this.mask = this.mask * 4 + 3;
    this.slots = new Int32Array(this.mask + 1);
    for (let id = 0; id < this.count; id++) this.slots[this.slotOf(this.firstOf(id), this.secondOf(id))] = id + 1;
  }
}

export function createPairTable(): PairTable {
  return new OpenTable();
}
