import { grown, grownBytes } from '../../dense/grown.ts';
import { createPairTable } from '../../dense/pairTable.ts';
import { type MemberNames, NAME } from '../program/memberNames.ts';
import { type Denotation, GETTER, indexOf, kindOf } from './denotations.ts';
import { createGrowingSets, type Weights } from './growingSets.ts';
import { createValueWays } from './valueWays.ts';

/**
 * The sets that the value analysis grows, and the ways between them. A node is a value, or a member of an object
 * (a cell), which gets the next free number. Sets only grow and are bounded, so that every walk ends. All of it is kept
 * in columns: sets are what the analysis has most of, and an object for each would be half of its time.
 */
export interface ValueSets {
  of(node: number): readonly Denotation[];
  /** How many things a node stands for, and one of them: without a list, where all are walked. */
  sizeOf(node: number): number;
  at(node: number, place: number): Denotation;
  /** All values that stand for something of a kind, with its index, in order of the values. */
  eachOf(kind: number, visit: (value: number, index: number) => void): void;
  add(node: number, denotation: Denotation): void;
  countOf(node: number, kind: number): number;
  /** Whether a node has place for another constant. */
  takesConstants(node: number): boolean;
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
  /**
   * A holder of its own for what many inherit from many in one place, by a value of that place: each way leads through it,
   * so that there are as many as there are holders and not as many as there are pairs.
   */
  between(place: number): number;
  keysOf(holder: number): readonly string[];
  /** The nodes of all members. */
  nodesOf(holder: number): readonly number[];
  /** What was linked into a cell: the values that were stored there. */
  sourcesOf(cell: number): readonly number[];
  /**
   * Hands out the changes until none is left: `grew` is told which places of a value's set are new, up to but without
   * `to`, and `readGetter` that a value reads a member of which a getter is the function of that index.
   */
  drain(
    grew: (value: number, from: number, to: number) => void,
    readGetter: (value: number, functionIndex: number) => void,
  ): void;
  isOverfull(): boolean;
}

/** What the sets are told beside the values. */
export interface SetsOf {
  readonly valueCount: number;
  /** Holders that are no values have the numbers below zero, down to minus this. */
  readonly familyCount: number;
  readonly memberNames: MemberNames;
}

const NONE: readonly never[] = [];

/**
 * `isOwn` says which members of an object are the runtime's own, whatever is stored in it under names that nobody can read.
 */
export function createValueSets(
  { valueCount, familyCount, memberNames: names }: SetsOf,
  mostChanges: number,
  weights: Weights,
  isOwn: (holder: number, name: number) => boolean,
): ValueSets {
  const sets = createGrowingSets(valueCount, weights);
  const { sizeOf, at } = sets;
  const ways = createValueWays(valueCount);
  const cells = createPairTable();
  let cellNodes = new Int32Array(1024);
  /** Cells of a holder in a list, in their order. */
  let firstCells = new Int32Array(valueCount + familyCount).fill(-1);
  let lastCells = new Int32Array(valueCount + familyCount);
  let nextCells = new Int32Array(1024);
  let alls = new Int32Array(valueCount + familyCount);
  /** The cell of every element of a holder; who reads it before anything can be in it is kept in a list. */
  let everies = new Int32Array(valueCount + familyCount);
  let firstReaders = new Int32Array(valueCount + familyCount);
  let nextReaders = new Int32Array(1024);
  let everyReaders = new Int32Array(1024);
  let readerCount = 1;
  const parents = new Map<number, number[]>();
  let hasParents = new Uint8Array(valueCount + familyCount);
  /** Holders that are no values and are made while the sets grow: their numbers follow those of the values. */
  const betweens = new Map<number, number>();
  /** Names that something is stored under, and who reads the others. */
  const isWritten: boolean[] = [];
  const readers = new Map<number, number[]>();
  /** Nodes that stand for more than they told, in the order they came: from `start` to `end`. */
  let queue = new Int32Array(4096);
  let start = 0;
  let end = 0;
  let next = valueCount;
  let changes = 0;
  /** How much of what a node stands for its ways have been told. */
  let told = new Uint8Array(valueCount * 2);
  /** Pairs of a value and the getter that it reads. */
  const getters: number[] = [];

  function push(node: number): void {
    if (end === queue.length) makeRoom();
    queue[end++] = node;
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
    if (!sets.put(node, denotation) || changes >= mostChanges) return;
    changes++;
    while (node >= told.length) told = grownBytes(told);
    // Whoever stood for something untold before waits already.
    if (sizeOf(node) === (told[node] as number) + 1) push(node);
  }
  /** What a member's getter gives is not what the member holds: who reads it is told, and nothing is kept. */
  function give(to: number, denotation: Denotation): void {
    if (kindOf(denotation) !== GETTER || to >= valueCount) add(to, denotation);
    else getters.push(to, denotation);
  }
  function link(from: number, to: number): void {
    if (from === to || !ways.add(from, to)) return;
    // At once, also what is still to be told: who makes a way may ask what came.
    const size = sizeOf(from);
    for (let place = 0; place < size; place++) give(to, at(from, place));
  }
  /** The node of all members of a holder together. */
  function all(holder: number): number {
    let node = alls[holder + familyCount] as number;
    if (node === 0) {
      node = next++;
      alls[holder + familyCount] = node;
      for (let cell = firstCells[holder + familyCount] as number; cell >= 0; cell = nextCells[cell] as number)
        link(cellNodes[cell] as number, node);
      for (const parent of parentsOf(holder)) link(all(parent), node);
    }
    return node;
  }
  function parentsOf(holder: number): readonly number[] {
    return hasParents[holder + familyCount] === 1 ? (parents.get(holder) as number[]) : NONE;
  }
  /** Most lists and objects are never written to under a name that nobody can read: then there is nothing to read. */
  function readEvery(holder: number, to: number): void {
    const place = holder + familyCount;
    if (everies[place] !== 0 || hasParents[place] === 1) return link(member(holder, NAME.every), to);
    if (readerCount === everyReaders.length) {
      nextReaders = grown(nextReaders);
      everyReaders = grown(everyReaders);
    }
    everyReaders[readerCount] = to;
    nextReaders[readerCount] = firstReaders[place] as number;
    firstReaders[place] = readerCount++;
  }
  /** Calls itself once for each base in a line of them, and nothing in between: the line may be long. */
  function member(holder: number, name: number): number {
    const place = holder + familyCount;
    if (name === NAME.every && everies[place] !== 0) return everies[place] as number;
    const known = cells.size;
    const cell = cells.idOf(holder, name);
    if (cell < known) return cellNodes[cell] as number;
    if (cell >= cellNodes.length) {
      cellNodes = grown(cellNodes);
      nextCells = grown(nextCells);
    }
    const node = next++;
    cellNodes[cell] = node;
    nextCells[cell] = -1;
    if (name === NAME.every) openEvery(place, node);
    if ((firstCells[place] as number) < 0) firstCells[place] = cell;
    else nextCells[lastCells[place] as number] = cell;
    lastCells[place] = cell;
    const whole = alls[place] as number;
    if (whole !== 0) link(node, whole);
    for (const parent of parentsOf(holder)) link(member(parent, name), node);
    return node;
  }
  function openEvery(place: number, node: number): void {
    everies[place] = node;
    for (let at = firstReaders[place] as number; at !== 0; at = nextReaders[at] as number)
      link(node, everyReaders[at] as number);
  }
  /** A member that nobody ever writes has no node: most names that are read from a list are the list's own. */
  function write(name: number): void {
    if (isWritten[name] === true) return;
    while (isWritten.length < name) isWritten.push(false);
    isWritten[name] = true;
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
    if (!isOwn(holder, name)) readEvery(holder, to);
    if (isWritten[name] === true) return link(member(holder, name), to);
    const waiting = readers.get(name);
    if (waiting === undefined) readers.set(name, [holder, to]);
    else waiting.push(holder, to);
  }
  function between(place: number): number {
    const known = betweens.get(place);
    if (known !== undefined) return known;
    const holder = valueCount + betweens.size;
    betweens.set(place, holder);
    if (holder + familyCount >= firstCells.length) {
      const from = firstCells.length;
      firstCells = grown(firstCells).fill(-1, from);
      lastCells = grown(lastCells);
      alls = grown(alls);
      everies = grown(everies);
      firstReaders = grown(firstReaders);
      hasParents = grownBytes(hasParents);
    }
    return holder;
  }
  function cellsOf(holder: number): number[] {
    const found: number[] = [];
    for (let cell = firstCells[holder + familyCount] ?? -1; cell >= 0; cell = nextCells[cell] as number)
      found.push(cell);
    return found;
  }
  return {
    of: sets.of,
    sizeOf,
    at,
    eachOf: sets.eachOf,
    add,
    countOf: sets.countOf,
    takesConstants: sets.takesConstants,
    link,
    cell: (holder, key) => cellOf(holder, names.idOf(key)),
    cellOf,
    read: (holder, key, to) => readOf(holder, names.idOf(key), to),
    readOf,
    between,
    inherit(from, into) {
      if (from === into) return;
      const held = parents.get(into);
      if (held?.includes(from) === true) return;
      if (held === undefined) parents.set(into, [from]);
      else held.push(from);
      hasParents[into + familyCount] = 1;
      if (firstReaders[into + familyCount] !== 0) member(into, NAME.every);
      for (const cell of cellsOf(into)) link(member(from, cells.secondOf(cell)), cellNodes[cell] as number);
      const whole = alls[into + familyCount] as number;
      if (whole !== 0) link(all(from), whole);
    },
    keysOf: (holder) => cellsOf(holder).map((cell) => names.textOf(cells.secondOf(cell))),
    nodesOf: (holder) => cellsOf(holder).map((cell) => cellNodes[cell] as number),
    sourcesOf: (node) => ways.sourcesOf(node),
    drain(grew, readGetter) {
      for (;;) {
        while (start !== end) {
          const node = queue[start++] as number;
          if (start === end) start = end = 0;
          const from = told[node] as number;
          const to = sizeOf(node);
          told[node] = to;
          for (let way = ways.first(node); way !== 0; way = ways.after(way)) {
            const target = ways.target(way);
            for (let place = from; place < to; place++) give(target, at(node, place));
          }
          if (node < valueCount) grew(node, from, to);
        }
        const getter = getters.pop();
        if (getter === undefined) return;
        readGetter(getters.pop() as number, indexOf(getter));
      }
    },
    isOverfull: () => changes >= mostChanges,
  };
}
