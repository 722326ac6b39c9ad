import type { AccessPaths } from './accessPaths.ts';
import type { Program } from '../program/linkProgram.ts';
import { grown } from '../../dense/grown.ts';
import { createPairTable, type PairTable } from '../../dense/pairTable.ts';
import { boundedFact } from './boundedFact.ts';
import { createLinks, type Links } from './links.ts';
import { createWays, type Ways } from './ways.ts';

/**
 * The table of what is known to be reachable: `(context, fact)`, where a fact is a value and a path in it. A context
 * is either a source, or the fact with which a function was entered; what is found in it holds for everybody who comes
 * into it, so that a function is walked once for each way to enter it and not once for each caller. What values of a
 * function hold in every call has one context together: there each edge says from which others it follows (`links`), so
 * that what follows from many of them is walked once and still told apart.
 *
 * What is doubtful (a guessed callee, a signature by a library nobody knows) waits until everything else is done:
 * level 0 is reached without any doubt, level 1 with some.
 */
export interface Tabulation {
  /** Starts a source; gives its context. */
  source(fact: number): number;
  /** The fact follows from that of edge `from` by `step`; `detour` is the edge inside a callee that it came back from. */
  reach(from: number, fact: number, step: number, isDoubtful?: boolean, detour?: number): void;
  /** The fact holds in every call. Gives the edge that says so, -1 where there is none yet, or the fact is not kept. */
  reachEverywhere(from: number, fact: number, step: number, isDoubtful?: boolean): number;
  /** The function of a parameter is entered with the fact. */
  enter(from: number, fact: number, step: number, isDoubtful: boolean): void;
  /** The fact that is kept for one, -1 for none: objects that hold the secret in very many places hold it somewhere. */
  bounded(fact: number): number;
  run(each: (edge: number) => void): void;
  readonly edges: Edges;
  readonly contexts: Contexts;
  isOverfull(): boolean;
}

/** Columns of the table, by number of the edge. */
export interface Edges {
  count(): number;
  contextOf(edge: number): number;
  factOf(edge: number): number;
  valueOf(edge: number): number;
  /** The edge it follows from; -1 where a context begins. */
  fromOf(edge: number): number;
  stepOf(edge: number): number;
  detourOf(edge: number): number;
  levelOf(edge: number): number;
}

export interface Contexts {
  count(): number;
  readonly ways: Ways;
  /** Whether the context is of all that values of one function hold in every call. */
  isOfMany(context: number): boolean;
  /** From where edges of such contexts follow. */
  readonly links: Links;
  /** What stands for an edge in ways and links: its context, or below zero the edge itself where that is of many. */
  placeOf(edge: number): number;
  /** Whether the context is the one of what the fact says of every call. */
  isOwn(context: number, fact: number): boolean;
  factOf(context: number): number;
  isSource(context: number): boolean;
  /** Whether it is of calls, to which results go back, and not of what holds in every call. */
  isCalled(context: number): boolean;
}

const NO_CALL = -1;
/** So many links and ways are kept for each edge that may be. */
const MOST_WAYS = 8;
/** Contexts: of a source, of what values of a function hold in every call, of calls that give a parameter a fact. */
const SOURCE = 0;
const HOLDS = 1;
const CALLED = 2;

export interface Tabulated {
  readonly program: Program;
  /** Values and paths by fact. */
  readonly facts: PairTable;
  readonly mostEdges: number;
  /** 1 for each value that can reach a sink: no other is followed. */
  readonly isLive: Uint8Array;
  readonly paths: AccessPaths;
  /** Function whose parameter or receiver a value is, below zero for the others. */
  readonly parameterOf: Int32Array;
  /** Of a module or class as an object no more paths are kept: it holds everything, so that any import would give it. */
  isNamespace(value: number): boolean;
  /** A new call led into a context. */
  onCall(context: number, way: number): void;
}

export function createTabulation(given: Tabulated): Tabulation {
  const { program, facts, mostEdges, isLive, paths, parameterOf, isNamespace, onCall } = given;
  const isShared = program.isShared();
  const rows = createPairTable();
  let froms = new Int32Array(1024);
  let steps = new Int32Array(1024);
  let detours = new Int32Array(1024);
  let firstDoubtful = -1;
  /** By fact: 1 where it is counted. */
  let states = new Int32Array(1024);
  const contextFacts: number[] = [];
  const starts: number[] = [];
  /** By fact: 1 and the number of the context of calls with it, 0 where there is none. */
  let entries = new Int32Array(1024);
  const kinds: number[] = [];
  const ways = createWays();
  const links = createLinks(mostEdges * MOST_WAYS);
  /** By function: 1 and the number of the context of what its values hold in every call. */
  const ofMany = new Int32Array(program.functions.length);
  const ofParameters = new Int32Array(program.functions.length);
  const ofReceiver = new Int32Array(program.functions.length);
  const pathCounts = new Uint8Array(program.valueCount);
  const deferred: number[] = [];
  let level = 0;
  let isOverfull = false;

  const levelOf = (edge: number): number => (firstDoubtful >= 0 && edge >= firstDoubtful ? 1 : 0);
  function count(fact: number): void {
    while (fact >= states.length) states = grown(states);
    if (states[fact] !== 0) return;
    states[fact] = 1;
    const value = facts.firstOf(fact);
    pathCounts[value] = (pathCounts[value] as number) + 1;
  }
  function isCounted(fact: number): boolean {
    return fact < states.length && states[fact] !== 0;
  }
  function bounded(fact: number): number {
    // Nearly all are known already.
    if (isCounted(fact)) return fact;
    const value = facts.firstOf(fact);
    const kept = boundedFact(facts, paths, fact, pathCounts[value] as number, isCounted);
    return kept < 0 && !isNamespace(value) ? facts.idOf(value, paths.cut(facts.secondOf(fact), 0)) : kept;
  }
  /** The edge that a fact holds in a context: one from here where there was none yet, -1 where there is no room for it. */
  function edgeFor(context: number, fact: number, from: number, step: number, detour: number): number {
    count(fact);
    const edge = rows.size;
    if (edge >= mostEdges) {
      if (rows.has(context, fact)) return rows.idOf(context, fact);
      isOverfull = true;
      return -1;
    }
    const known = rows.idOf(context, fact);
    if (known < edge) return known;
    if (edge === froms.length) {
      froms = grown(froms);
      steps = grown(steps);
      detours = grown(detours);
    }
    froms[edge] = from;
    steps[edge] = step;
    detours[edge] = detour;
    return edge;
  }
  /** The same in a context of many, from wherever it comes. */
  function put(context: number, fact: number, from: number, step: number, detour: number): number {
    const edge = edgeFor(context, fact, from, step, detour);
    if (edge >= 0 && edge !== from && !links.add(edge, placeOf(from), from, step, detour, level)) isOverfull = true;
    return edge;
  }
  function placeOf(edge: number): number {
    const context = rows.firstOf(edge);
    return kinds[context] === HOLDS ? -1 - edge : context;
  }
  function open(fact: number, kind: number): number {
    starts.push(-1);
    kinds.push(kind);
    return contextFacts.push(fact) - 1;
  }
  function contextFor(fact: number): number {
    count(fact);
    const value = facts.firstOf(fact);
    const owner = parameterOf[value] as number;
    // What a parameter holds leaves its function in another way, and what the object of a method holds in a third.
    const [by, index] =
      owner < 0
        ? [ofMany, program.functionOf[value] as number]
        : [program.functions[owner]?.receiver === value ? ofReceiver : ofParameters, owner];
    if (by[index] === 0) by[index] = open(fact, HOLDS) + 1;
    return (by[index] as number) - 1;
  }
  function entryFor(fact: number): number {
    count(fact);
    while (fact >= entries.length) entries = grown(entries);
    const entry = entries[fact] as number;
    if (entry > 0) return entry - 1;
    const context = open(fact, CALLED);
    entries[fact] = context + 1;
    return context;
  }
  /** Gives the edge that the fact is in the context, -1 where there is no place for it. */
  function arrive(context: number, fact: number, edge: number, step: number, isCall: boolean): number {
    // A full table has no edge to come from.
    if (edge < 0) return -1;
    if (kinds[context] === HOLDS) return put(context, fact, edge, step, -1);
    if ((starts[context] as number) < 0) starts[context] = edgeFor(context, fact, -1, step, -1);
    if (ways.count() >= mostEdges * MOST_WAYS) {
      isOverfull = true;
      return -1;
    }
    // One way from each place is enough; calls are told apart, because results go back to each.
    const way = ways.add(context, placeOf(edge), isCall ? step : NO_CALL, edge, level);
    if (way >= 0 && isCall) onCall(context, way);
    return starts[context] as number;
  }
  function reachIn(context: number, from: number, fact: number, step: number, detour: number): void {
    if (isShared[facts.firstOf(fact)] === 1 && !holdsWithin(context, fact)) {
      arrive(contextFor(fact), fact, from, step, false);
    } else if (kinds[context] === HOLDS) put(context, fact, from, step, detour);
    else edgeFor(context, fact, from, step, detour);
  }
  /**
   * Functions inside a function run with what was there when they were made, so that what it was given stays in its
   * context. What a module holds it holds in every call.
   */
  function holdsWithin(context: number, fact: number): boolean {
    if (kinds[context] === SOURCE) return false;
    const own = contextFacts[context] as number;
    if (own === fact) return true;
    const owner = program.functionOf[facts.firstOf(fact)] as number;
    return program.functionOf[facts.firstOf(own)] === owner && program.functions[owner]?.isModuleBody === false;
  }
  return {
    edges: {
      count: () => rows.size,
      contextOf: (edge) => rows.firstOf(edge),
      factOf: (edge) => rows.secondOf(edge),
      valueOf: (edge) => facts.firstOf(rows.secondOf(edge)),
      fromOf: (edge) => froms[edge] as number,
      stepOf: (edge) => steps[edge] as number,
      detourOf: (edge) => detours[edge] as number,
      levelOf,
    },
    contexts: {
      count: () => starts.length,
      ways,
      factOf: (context) => contextFacts[context] as number,
      isSource: (context) => kinds[context] === SOURCE,
      isCalled: (context) => kinds[context] === CALLED,
      isOfMany: (context) => kinds[context] === HOLDS,
      isOwn: (context, fact) =>
        kinds[context] === HOLDS
          ? (parameterOf[facts.firstOf(fact)] as number) < 0 &&
            ofMany[program.functionOf[facts.firstOf(fact)] as number] === context + 1
          : contextFacts[context] === fact,
      links,
      placeOf,
    },
    bounded,
    source(fact) {
      const context = open(fact, SOURCE);
      const value = facts.firstOf(fact);
      if (isLive[value] !== 1) return context;
      starts[context] = edgeFor(context, fact, -1, -1, -1);
      return context;
    },
    reach(from, fact, step, isDoubtful = false, detour = -1) {
      if (isLive[facts.firstOf(fact)] !== 1) return;
      const kept = bounded(fact);
      if (kept < 0) return;
      if (isDoubtful && level === 0) deferred.push(0, from, kept, step, detour);
      else reachIn(rows.firstOf(from), from, kept, step, detour);
    },
    reachEverywhere(from, fact, step, isDoubtful = false) {
      if (isLive[facts.firstOf(fact)] !== 1) return -1;
      const kept = bounded(fact);
      if (kept < 0) return -1;
      if (!isDoubtful || level > 0) return arrive(contextFor(kept), kept, from, step, false);
      deferred.push(2, from, kept, step, -1);
      return -1;
    },
    enter(from, fact, step, isDoubtful) {
      if (isLive[facts.firstOf(fact)] !== 1) return;
      const kept = bounded(fact);
      if (kept < 0) return;
      if (isDoubtful && level === 0) deferred.push(1, from, kept, step, -1);
      else arrive(entryFor(kept), kept, from, step, true);
    },
    run(each) {
      let next = 0;
      for (;;) {
        for (; next < rows.size; next++) each(next);
        if (deferred.length === 0) return;
        level = 1;
        firstDoubtful = rows.size;
        const waiting = deferred.splice(0);
        for (let at = 0; at < waiting.length; at += 5) {
          const from = waiting[at + 1] as number;
          const what = waiting[at + 2] as number;
          const step = waiting[at + 3] as number;
          const kept = bounded(what);
          if (kept < 0) continue;
          if (waiting[at] === 1) arrive(entryFor(kept), kept, from, step, true);
          else if (waiting[at] === 2) arrive(contextFor(kept), kept, from, step, false);
          else reachIn(rows.firstOf(from), from, kept, step, waiting[at + 4] as number);
        }
      }
    },
    isOverfull: () => isOverfull,
  };
}
