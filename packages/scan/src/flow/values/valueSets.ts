import { API, CONSTANT, type Denotation, GETTER, kindOf, SITE } from './denotations.ts';

/**
 * The sets that the value analysis grows, and the ways between them. A node is a value, or a member of an object
 * (a cell), which gets the next free number. Sets only grow and are bounded, so that every walk ends.
 */
export interface ValueSets {
  of(node: number): readonly Denotation[];
  add(node: number, denotation: Denotation): void;
  /** Everything that `from` stands for, now and later, `to` stands for too. */
  link(from: number, to: number): void;
  /** The node of a member; `*` is every element, and is read together with each named member. */
  cell(holder: number, key: string): number;
  /** `to` stands for what a member does, and for every element, which may be that member. */
  read(holder: number, key: string, to: number): void;
  /** The node that stands for all members together. */
  all(holder: number): number;
  /** Members of `from` are members of `into` as well: inheritance, `Object.assign`, export stars. */
  inherit(from: number, into: number): void;
  keysOf(holder: number): readonly string[];
  parentsOf(holder: number): readonly number[];
  /** What was linked into a cell: the values that were stored there. */
  sourcesOf(cell: number): readonly number[];
  /** Hands out the changes until none is left. */
  drain(each: (node: number, denotation: Denotation) => void): void;
  readonly isOverfull: boolean;
}

const MOST = 24;
const MOST_CONSTANTS = 6;
const MOST_MINOR = 3;
/** A set that names so many `new` expressions may stand for any. */
export const MOST_SITES = 4;
const NONE: readonly never[] = [];

/**
 * `isMinor` says which APIs from outside are dropped first where a value can stand for very many things, `isOwn` which
 * members of an object are the runtime's own, whatever is stored in it under names that nobody can read.
 */
export function createValueSets(
  valueCount: number,
  mostChanges: number,
  isMinor: (denotation: Denotation) => boolean,
  isOwn: (holder: number, key: string) => boolean,
): ValueSets {
  const sets: (Denotation[] | undefined)[] = Array.from({ length: valueCount });
  const constants: number[] = [];
  const edges: (number[] | undefined)[] = [];
  const sources = new Map<number, number[]>();
  const cells = new Map<number, Map<string, number>>();
  const alls = new Map<number, number>();
  const parents = new Map<number, number[]>();
  const keys = new Set<string>();
  const unwritten = new Map<string, number[]>();
  const queue: number[] = [];
  let next = valueCount;
  let changes = 0;

  function add(node: number, denotation: Denotation): void {
    const set = sets[node];
    if (set === undefined) sets[node] = [denotation];
    else {
      if (set.length >= MOST || set.includes(denotation)) return;
      if (kindOf(denotation) === CONSTANT) {
        const held = (constants[node] ?? 1) + 1;
        if (held > MOST_CONSTANTS) return;
        constants[node] = held;
      } else if (set.length >= MOST_MINOR && kindOf(denotation) === API && isMinor(denotation)) return;
      else if (kindOf(denotation) === SITE && isCrowded(set)) return;
      set.push(denotation);
    }
    if (changes >= mostChanges) return;
    changes++;
    {
      const q = ((globalThis as any).__q ??= [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      q[kindOf(denotation)]++;
      if (node < valueCount) q[8]++;
    }
    queue.push(node, denotation);
  }
  /** What a member's getter gives is not what the member holds: who reads it is told, and nothing is kept. */
  function give(to: number, denotation: Denotation): void {
    if (kindOf(denotation) !== GETTER || to >= valueCount) add(to, denotation);
    else queue.push(to, denotation);
  }
  function link(from: number, to: number): void {
    if (from === to) return;
    ((globalThis as any).__q ??= [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])[9]++;
    const out = edges[from];
    if (out === undefined) edges[from] = [to];
    else if (out.length < 16 && out.includes(to)) return;
    else out.push(to);
    for (const denotation of sets[from] ?? NONE) give(to, denotation);
    if (to >= valueCount) {
      const held = sources.get(to);
      if (held === undefined) sources.set(to, [from]);
      else held.push(from);
    }
  }
  function all(holder: number): number {
    let node = alls.get(holder);
    if (node === undefined) {
      node = next++;
      alls.set(holder, node);
      for (const one of (cells.get(holder) ?? new Map<string, number>()).values()) link(one, node);
      for (const parent of parents.get(holder) ?? NONE) link(all(parent), node);
    }
    return node;
  }
  function member(holder: number, key: string): number {
    let own = cells.get(holder);
    if (own === undefined) cells.set(holder, (own = new Map()));
    let node = own.get(key);
    if (node === undefined) {
      node = next++;
      own.set(key, node);
      const whole = alls.get(holder);
      if (whole !== undefined) link(node, whole);
      for (const parent of parents.get(holder) ?? NONE) link(member(parent, key), node);
    }
    return node;
  }
  /** A member that nobody ever writes has no node: most names that are read from a list are the list's own. */
  function written(key: string): void {
    if (keys.has(key)) return;
    keys.add(key);
    const readers = unwritten.get(key) ?? NONE;
    unwritten.delete(key);
    for (let at = 0; at < readers.length; at += 2) {
      link(member(readers[at] as number, key), readers[at + 1] as number);
    }
  }
  function cell(holder: number, key: string): number {
    written(key);
    return member(holder, key);
  }
  function read(holder: number, key: string, to: number): void {
    if (key === '*') return link(all(holder), to);
    if (!isOwn(holder, key)) link(member(holder, '*'), to);
    if (keys.has(key)) return link(member(holder, key), to);
    const readers = unwritten.get(key);
    if (readers === undefined) unwritten.set(key, [holder, to]);
    else readers.push(holder, to);
  }
  return {
    read,
    of: (node) => sets[node] ?? NONE,
    __cells: cells,
    __alls: alls,
    __parents: parents,
    add,
    link,
    cell,
    all,
    inherit(from, into) {
      if (from === into) return;
      const held = parents.get(into);
      if (held?.includes(from) === true) return;
      if (held === undefined) parents.set(into, [from]);
      else held.push(from);
      for (const [key, node] of cells.get(into) ?? []) link(member(from, key), node);
      const whole = alls.get(into);
      if (whole !== undefined) link(all(from), whole);
    },
    keysOf: (holder) => [...(cells.get(holder)?.keys() ?? [])],
    parentsOf: (holder) => parents.get(holder) ?? NONE,
    sourcesOf: (node) => sources.get(node) ?? NONE,
    drain(each) {
      for (let node = queue.pop(), other = queue.pop(); node !== undefined; node = queue.pop(), other = queue.pop()) {
        // Pushed as node, denotation: popped the other way round.
        const at = other as number;
        const denotation = node;
        const isRead = kindOf(denotation) === GETTER && at < valueCount;
        if (!isRead) for (const to of edges[at] ?? NONE) give(to, denotation);
        if (at < valueCount) each(at, denotation);
      }
    },
    get isOverfull() {
      return changes >= mostChanges;
    },
  };
}

/** Whether a set names as many `new` expressions as it may; the class's own object then stands for all. */
function isCrowded(set: readonly Denotation[]): boolean {
  let count = 0;
  for (const one of set) if (kindOf(one) === SITE) count++;
  return count >= MOST_SITES;
}
