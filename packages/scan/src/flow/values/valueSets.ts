import { grown } from '../dense/grown.ts';
import { createPairTable } from '../dense/pairTable.ts';
import { type MemberNames, NAME } from '../program/memberNames.ts';
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
  /** The node of a member, to be written to; `*` is every element, and is read together with each named member. */
  cell(holder: number, key: string): number;
  /** The same by the name's number. */
  cellOf(holder: number, name: number): number;
  /** `to` stands for what a member does, and for every element, which may be that member. */
  read(holder: number, key: string, to: number): void;
  readOf(holder: number, name: number, to: number): void;
  /** Members of `from` are members of `into` as well: inheritance, `Object.assign`, export stars. */
  inherit(from: number, into: number): void;
  keysOf(holder: number): readonly string[];
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
  names: MemberNames,
  isMinor: (denotation: Denotation) => boolean,
  isOwn: (holder: number, name: number) => boolean,
): ValueSets {
  /** Most nodes stand for one thing only, which is kept here, one up; an array is made where there are more. */
  let firsts = new Int32Array(Math.max(16, valueCount * 2));
  const sets: (Denotation[] | undefined)[] = Array.from({ length: valueCount });
  const ways = createWays(valueCount);
  const sources = new Map<number, number[]>();
  const cells = createPairTable();
  const cellNodes: number[] = [];
  const membersOf = new Map<number, number[]>();
  const alls = new Map<number, number>();
  const parents = new Map<number, number[]>();
  /** Names that something is stored under, and who reads the others. */
  const written = new Set<number>();
  const readers = new Map<number, number[]>();
  /** Changes in the order they came: pairs from `start` to `end`. */
  let queue = new Int32Array(4096);
  let start = 0;
  let end = 0;
  let next = valueCount;
  let changes = 0;

  function push(node: number, denotation: Denotation): void {
    if (end === queue.length) makeRoom();
    queue[end++] = node;
    queue[end++] = denotation;
  }
  function makeRoom(): void {
    if (start < queue.length / 2) queue = grown(queue);
    else {
      queue.copyWithin(0, start, end);
      end -= start;
      start = 0;
    }
  }
  function add(node: number, denotation: Denotation): void {
    while (node >= firsts.length) firsts = grown(firsts);
    const first = firsts[node] as number;
    if (first === denotation + 1) return;
    const set = sets[node];
    if (first === 0) firsts[node] = denotation + 1;
    else if (set === undefined) sets[node] = [first - 1, denotation];
    else {
      if (set.length >= MOST || set.includes(denotation) || isTooMuch(set, denotation)) return;
      set.push(denotation);
    }
    if (changes >= mostChanges) return;
    changes++;
    push(node, denotation);
  }
  function setOf(node: number): readonly Denotation[] {
    const set = sets[node];
    if (set !== undefined) return set;
    const first = firsts[node] ?? 0;
    return first === 0 ? NONE : (sets[node] = [first - 1]);
  }
  function isTooMuch(set: readonly Denotation[], denotation: Denotation): boolean {
    switch (kindOf(denotation)) {
      case CONSTANT:
        return set.length >= MOST_CONSTANTS && countOf(set, CONSTANT) >= MOST_CONSTANTS;
      case API:
        return set.length >= MOST_MINOR && isMinor(denotation);
      case SITE:
        return set.length >= MOST_SITES && countOf(set, SITE) >= MOST_SITES;
      default:
        return false;
    }
  }
  /** What a member's getter gives is not what the member holds: who reads it is told, and nothing is kept. */
  function give(to: number, denotation: Denotation): void {
    if (kindOf(denotation) !== GETTER || to >= valueCount) add(to, denotation);
    else push(to, denotation);
  }
  function link(from: number, to: number): void {
    if (from === to || !ways.add(from, to)) return;
    const set = sets[from];
    if (set !== undefined) for (let at = 0; at < set.length; at++) give(to, set[at] as Denotation);
    else if ((firsts[from] ?? 0) !== 0) give(to, (firsts[from] as number) - 1);
    if (to < valueCount) return;
    const held = sources.get(to);
    if (held === undefined) sources.set(to, [from]);
    else held.push(from);
  }
  function all(holder: number): number {
    let node = alls.get(holder);
    if (node === undefined) {
      node = next++;
      alls.set(holder, node);
      for (const cell of membersOf.get(holder) ?? NONE) link(cellNodes[cell] as number, node);
      for (const parent of parents.get(holder) ?? NONE) link(all(parent), node);
    }
    return node;
  }
  function member(holder: number, name: number): number {
    const known = cells.size;
    const cell = cells.idOf(holder, name);
    if (cell < known) return cellNodes[cell] as number;
    const node = next++;
    cellNodes.push(node);
    const own = membersOf.get(holder);
    if (own === undefined) membersOf.set(holder, [cell]);
    else own.push(cell);
    const whole = alls.get(holder);
    if (whole !== undefined) link(node, whole);
    for (const parent of parents.get(holder) ?? NONE) link(member(parent, name), node);
    return node;
  }
  /** A member that nobody ever writes has no node: most names that are read from a list are the list's own. */
  function write(name: number): void {
    if (written.has(name)) return;
    written.add(name);
    const waiting = readers.get(name) ?? NONE;
    readers.delete(name);
    for (let at = 0; at < waiting.length; at += 2) link(member(waiting[at] as number, name), waiting[at + 1] as number);
  }
  function cellOf(holder: number, name: number): number {
    write(name);
    return member(holder, name);
  }
  function readOf(holder: number, name: number, to: number): void {
    if (name === NAME.every) return link(all(holder), to);
    if (!isOwn(holder, name)) link(member(holder, NAME.every), to);
    if (written.has(name)) return link(member(holder, name), to);
    const waiting = readers.get(name);
    if (waiting === undefined) readers.set(name, [holder, to]);
    else waiting.push(holder, to);
  }
  return {
    of: setOf,
    add,
    link,
    cell: (holder, key) => cellOf(holder, names.idOf(key)),
    cellOf,
    read: (holder, key, to) => readOf(holder, names.idOf(key), to),
    readOf,
    inherit(from, into) {
      if (from === into) return;
      const held = parents.get(into);
      if (held?.includes(from) === true) return;
      if (held === undefined) parents.set(into, [from]);
      else held.push(from);
      for (const cell of membersOf.get(into)?.slice() ?? NONE) {
        link(member(from, cells.secondOf(cell)), cellNodes[cell] as number);
      }
      const whole = alls.get(into);
      if (whole !== undefined) link(all(from), whole);
    },
    keysOf: (holder) => (membersOf.get(holder) ?? NONE).map((cell) => names.textOf(cells.secondOf(cell))),
    sourcesOf: (node) => sources.get(node) ?? NONE,
    drain(each) {
      while (start !== end) {
        const node = queue[start++] as number;
        const denotation = queue[start++] as number;
        if (start === end) start = end = 0;
        const isValue = node < valueCount;
        if (!isValue || kindOf(denotation) !== GETTER)
          for (let at = ways.first(node); at !== 0; at = ways.after(at)) give(ways.target(at), denotation);
        if (isValue) each(node, denotation);
      }
    },
    get isOverfull() {
      return changes >= mostChanges;
    },
  };
}

function countOf(set: readonly Denotation[], kind: number): number {
  let count = 0;
  for (let at = 0; at < set.length; at++) if (kindOf(set[at] as Denotation) === kind) count++;
  return count;
}

interface Ways {
  /** Whether the way is new. */
  add(from: number, to: number): boolean;
  /** Walks the ways from a node: 0 ends the walk. */
  first(from: number): number;
  after(way: number): number;
  target(way: number): number;
}

const LOOKED_AT = 12;

/** Lists of successors, linked through typed columns: there are millions of ways, and most nodes have one. */
function createWays(count: number): Ways {
  let first = new Int32Array(Math.max(16, count * 2));
  let target = new Int32Array(4096);
  let further = new Int32Array(4096);
  // 0 ends a list.
  let size = 1;
  return {
    add(from, to) {
      while (from >= first.length) first = grown(first);
      let at = first[from] as number;
      // A way twice costs little; to look for it among very many costs more.
      for (let looked = 0; at !== 0 && looked < LOOKED_AT; looked++) {
        if (target[at] === to) return false;
        at = further[at] as number;
      }
      if (size === target.length) {
        target = grown(target);
        further = grown(further);
      }
      target[size] = to;
      further[size] = first[from] as number;
      first[from] = size++;
      return true;
    },
    first: (from) => first[from] ?? 0,
    after: (way) => further[way] as number,
    target: (way) => target[way] as number,
  };
}
