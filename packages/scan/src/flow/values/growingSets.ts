import { emptyList } from '../../dense/emptyList.ts';
import { grown } from '../../dense/grown.ts';
import { API, CLASS, CONSTANT, type Denotation, FUNCTION, indexOf, kindOf, OBJECT, SITE } from './denotations.ts';

/** What each node stands for: sets that only grow, up to a bound for each kind. */
export interface GrowingSets {
  of(node: number): readonly Denotation[];
  sizeOf(node: number): number;
  /** What a node stood for first stays in its place. */
  at(node: number, place: number): Denotation;
  /** Everything of a kind that values stand for, by its index. */
  eachOf(kind: number, visit: (value: number, index: number) => void): void;
  /** Whether the node did not stand for it before and has place for it. */
  put(node: number, denotation: Denotation): boolean;
  countOf(node: number, kind: number): number;
  takesConstants(node: number): boolean;
}

const MOST = 24;
/**
 * More than so many different things say little of what a value is, and each of them is work wherever the value goes. More
 * are kept only of what says by itself what is called: modules that an unreadable name may mean, functions of a table.
 */
const MOST_APART = 12;
/** So many other things leave a set one of modules. */
const BESIDE_MODULES = 2;
const MOST_CONSTANTS = 6;
/** From so many on nothing unlisted from outside, such as an error of the runtime, finds a place in a set. */
export const MOST_MINOR = 3;
/** A set that names so many `new` expressions may stand for any. */
export const MOST_SITES = 4;
/** Room for a set's second and further denotations, which grows twice at most. */
const ROOM = [3, MOST_APART - 1, MOST] as const;
const NONE: readonly never[] = [];

/** What the sets ask of what is put into them. */
export interface Weights {
  /** APIs from outside that are dropped first where a value can stand for very many things. */
  isMinor(denotation: Denotation): boolean;
  /** What a module hands to who imports it. */
  isNamespace(holder: number): boolean;
  /** Values read under a name that nobody can read: of a table of functions, any. */
  isFromTable(value: number): boolean;
}

export function createGrowingSets(valueCount: number, weights: Weights): GrowingSets {
  /** Most nodes stand for one thing only, which is kept here, one up; the others are in the pool from `rooms` on. */
  let firsts = new Int32Array(Math.max(16, valueCount * 2));
  let rooms = new Int32Array(firsts.length);
  let sizes = new Uint8Array(firsts.length);
  /** How many of each are modules: while nearly all are, the set may go past `MOST_APART`. */
  let modules = new Uint8Array(firsts.length);
  let pool = new Int32Array(4096);
  let pooled = 0;
  /** Sets as lists, kept for whoever asks again. */
  const lists = emptyList<readonly Denotation[]>(valueCount);
  function put(node: number, denotation: Denotation): boolean {
    if (node >= firsts.length) growNodes(node);
    const size = sizes[node] as number;
    const isModule = kindOf(denotation) === OBJECT && weights.isNamespace(indexOf(denotation));
    if (size === 0) firsts[node] = denotation + 1;
    else {
      if (firsts[node] === denotation + 1 || (size >= MOST_APART && !hasPlace(node, size, denotation))) return false;
      const room = rooms[node] as number;
      for (let at = room; at < room + size - 1; at++) if (pool[at] === denotation) return false;
      if (isTooMuch(node, size, denotation)) return false;
      const place = size === 1 || size - 1 === ROOM[0] || size - 1 === ROOM[1] ? makeRoomFor(node, size) : room;
      pool[place + size - 1] = denotation;
    }
    sizes[node] = size + 1;
    if (isModule) modules[node] = (modules[node] as number) + 1;
    return true;
  }
  function hasPlace(node: number, size: number, denotation: Denotation): boolean {
    if (size >= MOST) return false;
    if (size - (modules[node] as number) < BESIDE_MODULES) return true;
    const kind = kindOf(denotation);
    return (kind === FUNCTION || kind === CLASS) && (node >= valueCount || weights.isFromTable(node));
  }
  function growNodes(node: number): void {
    while (node >= firsts.length) {
      firsts = grown(firsts);
      rooms = grown(rooms);
      const larger = new Uint8Array(firsts.length);
      larger.set(sizes);
      sizes = larger;
      const more = new Uint8Array(firsts.length);
      more.set(modules);
      modules = more;
    }
  }
  function makeRoomFor(node: number, size: number): number {
    const wanted = ROOM.find((room) => room > size - 1) ?? MOST;
    while (pooled + wanted > pool.length) pool = grown(pool);
    const room = rooms[node] as number;
    pool.copyWithin(pooled, room, room + size - 1);
    rooms[node] = pooled;
    pooled += wanted;
    return rooms[node] as number;
  }
  function at(node: number, place: number): Denotation {
    return place === 0 ? (firsts[node] as number) - 1 : (pool[(rooms[node] as number) + place - 1] as number);
  }
  function sizeOf(node: number): number {
    return sizes[node] ?? 0;
  }
  function setOf(node: number): readonly Denotation[] {
    const size = sizeOf(node);
    if (size === 0) return NONE;
    const known = lists[node];
    if (known?.length === size) return known;
    const made: Denotation[] = [];
    for (let place = 0; place < size; place++) made.push(at(node, place));
    if (node < valueCount) lists[node] = made;
    return made;
  }
  function isTooMuch(node: number, size: number, denotation: Denotation): boolean {
    switch (kindOf(denotation)) {
      case CONSTANT:
        return size >= MOST_CONSTANTS && countOf(node, CONSTANT) >= MOST_CONSTANTS;
      case API:
        return size >= MOST_MINOR && weights.isMinor(denotation);
      case SITE:
        return size >= MOST_SITES && countOf(node, SITE) >= MOST_SITES;
      default:
        return false;
    }
  }
  function countOf(node: number, kind: number): number {
    const size = sizeOf(node);
    let count = 0;
    for (let place = 0; place < size; place++) if (kindOf(at(node, place)) === kind) count++;
    return count;
  }
  return {
    of: setOf,
    sizeOf,
    at,
    put,
    eachOf(kind, visit) {
      for (let value = 0; value < valueCount; value++) {
        const size = sizes[value] as number;
        if (size === 0) continue;
        const first = (firsts[value] as number) - 1;
        if (kindOf(first) === kind) visit(value, indexOf(first));
        if (size === 1) continue;
        const room = rooms[value] as number;
        for (let place = room; place < room + size - 1; place++) {
          const one = pool[place] as number;
          if (kindOf(one) === kind) visit(value, indexOf(one));
        }
      }
    },
    countOf,
    takesConstants: (node) =>
      sizeOf(node) < MOST_APART && (sizeOf(node) < MOST_CONSTANTS || countOf(node, CONSTANT) < MOST_CONSTANTS),
  };
}
