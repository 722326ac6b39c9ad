import { grown } from '../../dense/grown.ts';

/** Ways on which whatever one node stands for goes to another: lists of successors in columns, since there are millions. */
export interface ValueWays {
  /** Whether the way is new. */
  add(from: number, to: number): boolean;
  /** Walks the ways from a node: 0 ends the walk. */
  first(from: number): number;
  after(way: number): number;
  target(way: number): number;
  /** Nodes with a way to a member, in the order the ways came. */
  sourcesOf(to: number): readonly number[];
}

const LOOKED_AT = 12;
const MOST_UNINDEXED = 256;

export function createValueWays(count: number): ValueWays {
  let heads = new Int32Array(Math.max(16, count * 2));
  let origins = new Int32Array(4096);
  let targets = new Int32Array(4096);
  let further = new Int32Array(4096);
  // 0 ends a list.
  let size = 1;
  /** Ways to members, by the member: made when it is first asked for, of the ways before `indexed`. */
  let offsets = new Int32Array(0);
  let items = new Int32Array(0);
  let indexed = 0;

  function index(): void {
    let last = count;
    for (let way = 1; way < size; way++) last = Math.max(last, targets[way] as number);
    offsets = new Int32Array(last - count + 2);
    let all = 0;
    for (let way = 1; way < size; way++) {
      const cell = (targets[way] as number) - count;
      if (cell < 0) continue;
      offsets[cell + 1] = (offsets[cell + 1] as number) + 1;
      all++;
    }
    for (let cell = 1; cell < offsets.length; cell++)
      offsets[cell] = (offsets[cell] as number) + (offsets[cell - 1] as number);
    items = new Int32Array(all);
    const next = offsets.slice();
    for (let way = 1; way < size; way++) {
      const cell = (targets[way] as number) - count;
      if (cell < 0) continue;
      items[next[cell] as number] = origins[way] as number;
      next[cell] = (next[cell] as number) + 1;
    }
    indexed = size;
  }
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
      // A few ways may come later, when somebody asks for a member that nobody asked for before.
      if (indexed === 0 || size - indexed > MOST_UNINDEXED) index();
      const found: number[] = [];
      const cell = to - count;
      if (cell >= 0 && cell + 1 < offsets.length)
        for (let at = offsets[cell] as number; at < (offsets[cell + 1] as number); at++)
          found.push(items[at] as number);
      for (let way = indexed; way < size; way++) if (targets[way] === to) found.push(origins[way] as number);
      return found;
    },
  };
}
