import { grown } from '../dense/grown.ts';

/** Ways on which whatever one node stands for goes to another: lists of successors in columns, since there are millions. */
export interface ValueWays {
  /** Whether the way is new. */
  add(from: number, to: number): boolean;
  /** Walks the ways from a node: 0 ends the walk. */
  first(from: number): number;
  after(way: number): number;
  target(way: number): number;
  /** Nodes with a way to a node, in the order the ways came. */
  sourcesOf(to: number): readonly number[];
}

const LOOKED_AT = 12;
const NONE: readonly never[] = [];

export function createValueWays(count: number): ValueWays {
  let heads = new Int32Array(Math.max(16, count * 2));
  let origins = new Int32Array(4096);
  let targets = new Int32Array(4096);
  let further = new Int32Array(4096);
  // 0 ends a list.
  let size = 1;
  /** Made when it is first asked for, up to the way `indexed`. */
  const sources = new Map<number, number[]>();
  let indexed = 1;
  return {
    add(from, to) {
      while (from >= heads.length) heads = grown(heads);
      let at = heads[from] as number;
      // A way twice costs little; to look for it among very many costs more.
      for (let looked = 0; at !== 0 && looked < LOOKED_AT; looked++) {
        if (targets[at] === to) return false;
        at = further[at] as number;
      }
      if (size === targets.length) {
        origins = grown(origins);
        targets = grown(targets);
        further = grown(further);
      }
      origins[size] = from;
      targets[size] = to;
      further[size] = heads[from] as number;
      heads[from] = size++;
      return true;
    },
    first: (from) => heads[from] ?? 0,
    after: (way) => further[way] as number,
    target: (way) => targets[way] as number,
    sourcesOf(to) {
      for (; indexed < size; indexed++) {
        const target = targets[indexed] as number;
        if (target < count) continue;
        const held = sources.get(target);
        if (held === undefined) sources.set(target, [origins[indexed] as number]);
        else held.push(origins[indexed] as number);
      }
      return sources.get(to) ?? NONE;
    },
  };
}
