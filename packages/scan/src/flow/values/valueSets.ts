import { grown } from '../dense/grown.ts';
import { createPairTable } from '../dense/pairTable.ts';
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
  /** `to` stands for what a member does, and for every element, which may be that member. */
  read(holder: number, key: string, to: number): void;
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
const EVERY = '*';

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
  /** Most nodes stand for one thing only, which is kept here, one up; an array is made where there are more. */
  let firsts = new Int32Array(Math.max(16, valueCount * 2));
  const sets: (Denotation[] | undefined)[] = Array.from({ length: valueCount });
  const ways = createWays(valueCount);
  const sources = new Map<number, number[]>();
  const names = createNames();
  const cells = createPairTable();
  const cellNodes: number[] = [];
  const membersOf = new Map<number, number[]>();
  const alls = new Map<number, number>();
  const parents = new Map<number, number[]>();
  /** Names that something is stored under, and who reads the others. */
  const written = new Set<number>();
  const readers = new Map<number, number[]>();
  const queue = createQueue();
  let next = valueCount;
  let changes = 0;

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
    queue.push(node, denotation);
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
    else queue.push(to, denotation);
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
  return {
    of: setOf,
    add,
    link,
    cell(holder, key) {
      const name = names.idOf(key);
      write(name);
      return member(holder, name);
    },
    read(holder, key, to) {
      if (key === EVERY) return link(all(holder), to);
      if (!isOwn(holder, key)) link(member(holder, names.every), to);
      const name = names.idOf(key);
      if (written.has(name)) return link(member(holder, name), to);
      const waiting = readers.get(name);
      if (waiting === undefined) readers.set(name, [holder, to]);
      else waiting.push(holder, to);
    },
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
      while (queue.next()) {
        const { node, denotation } = queue;
        if (node >= valueCount) ways.each(node, denotation, give);
        else {
          if (kindOf(denotation) !== GETTER) ways.each(node, denotation, give);
          each(node, denotation);
        }
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

/** Names of members as numbers. */
function createNames(): { idOf(key: string): number; textOf(name: number): string; readonly every: number } {
  const texts = [EVERY];
  const byText = new Map([[EVERY, 0]]);
  return {
    every: 0,
    idOf(key) {
      let found = byText.get(key);
      if (found === undefined) byText.set(key, (found = texts.push(key) - 1));
      return found;
    },
    textOf: (name) => texts[name] ?? '',
  };
}

/** Changes in the order they came. */
interface Queue {
  push(node: number, denotation: Denotation): void;
  /** Steps on to the next change; whether there is one. */
  next(): boolean;
  readonly node: number;
  readonly denotation: Denotation;
}

function createQueue(): Queue {
  let pairs = new Int32Array(4096);
  let start = 0;
  let end = 0;
  const queue = {
    node: 0,
    denotation: 0,
    push(node: number, denotation: Denotation): void {
      if (end === pairs.length) makeRoom();
      pairs[end++] = node;
      pairs[end++] = denotation;
    },
    next(): boolean {
      if (start === end) return false;
      queue.node = pairs[start++] as number;
      queue.denotation = pairs[start++] as number;
      if (start === end) start = end = 0;
      return true;
    },
  };
  return queue;

  function makeRoom(): void {
    if (start < pairs.length / 2) pairs = grown(pairs);
    else {
      pairs.copyWithin(0, start, end);
      end -= start;
      start = 0;
    }
  }
}

interface Ways {
  /** Whether the way is new. */
  add(from: number, to: number): boolean;
  each(from: number, denotation: Denotation, give: (to: number, denotation: Denotation) => void): void;
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
    each(from, denotation, give) {
      for (let at = first[from] ?? 0; at !== 0; at = further[at] as number) give(target[at] as number, denotation);
    },
  };
}
