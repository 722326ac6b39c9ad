import { type AccessPaths, ANY_KEY } from './accessPaths.ts';
import type { Program } from '../program/linkProgram.ts';
import { grown } from '../dense/grown.ts';
import { createPairTable, type PairTable } from '../dense/pairTable.ts';
import { boundedFact } from './boundedFact.ts';
import { createWays, type Ways } from './ways.ts';

/**
 * The table of what is known to be reachable: `(context, fact)`, where a fact is a value and a path in it. A context
 * is either a source, or the fact with which a function was entered or a shared value read; what is found in a context
 * holds for everybody who comes into it, so that a function is walked once for each way to enter it and not once for
 * each caller.
 *
 * What is doubtful (a guessed callee, a signature by a library nobody knows) waits until everything else is done:
 * level 0 is reached without any doubt, level 1 with some.
 */
export interface Tabulation {
  /** Starts a source; gives its context. */
  source(fact: number): number;
  /** The fact follows from that of edge `from` by `step`; `detour` is the edge inside a callee that it came back from. */
  reach(from: number, fact: number, step: number, isDoubtful?: boolean, detour?: number): void;
  /** The fact holds in every call, so it gets a context of its own. Gives that, -1 where the fact is not kept. */
  reachEverywhere(from: number, fact: number, step: number, isDoubtful?: boolean): number;
  /** The function of a parameter is entered with the fact. */
  enter(from: number, fact: number, step: number, isDoubtful: boolean): void;
  /** The fact that is kept for one, -1 for none: objects that hold the secret in very many places hold it somewhere. */
  bounded(fact: number): number;
  /** Whether the value can reach a sink. */
  isLive(fact: number): boolean;
  /** Whether the value belongs to more than one function. */
  isShared(fact: number): boolean;
  run(each: (edge: number) => void): void;
  readonly edges: Edges;
  readonly contexts: Contexts;
  readonly isOverfull: boolean;
}

/** Columns of the table, by number of the edge. */
export interface Edges {
  readonly size: number;
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
  readonly size: number;
  readonly ways: Ways;
  factOf(context: number): number;
  isSource(context: number): boolean;
  /** How its fact came to hold. */
  kindOf(context: number): number;
  /** Edge that stands for its beginning, -1 where there is none. */
  startOf(context: number): number;
}

const NO_CALL = -1;

/**
 * Ways for a fact to hold, each with a context of its own: a function was called with it, so that what comes out goes to
 * that call; it holds in every call; it is a source, from outside the package.
 */
export const BY_CALL = 0;
export const EVERYWHERE_HELD = 1;
export const FROM_SOURCE = 2;
const KINDS = 3;

const IS_SEEN = 1;
const IS_LIVE = 2;
const IS_SHARED = 4;
/** Whether it is one of the paths that are kept of its value. */
const IS_COUNTED = 8;

export interface Tabulated {
  readonly program: Program;
  /** Values and paths by fact. */
  readonly facts: PairTable;
  readonly mostEdges: number;
  /** 1 for each value that can reach a sink: no other is followed. */
  readonly isLive: Uint8Array;
  readonly paths: AccessPaths;
  /** Of a module or class as an object no more paths are kept: it holds everything, so that any import would give it. */
  isNamespace(value: number): boolean;
  /** A new call came into a context. */
  onCall(context: number, way: number): void;
}

export function createTabulation(given: Tabulated): Tabulation {
  const { program, facts, mostEdges, isLive, paths, isNamespace, onCall } = given;
  const anyMember = paths.under(ANY_KEY, paths.WHOLE);
  const rows = createPairTable();
  let froms = new Int32Array(1024);
  let steps = new Int32Array(1024);
  let detours = new Int32Array(1024);
  let firstDoubtful = -1;
  /** By fact: what it needs to be asked each time; 0 where it was never seen. */
  let marks = new Uint8Array(1024);
  /** By fact and kind: the context of its own, -1 for none. */
  const ownContexts: number[] = [];
  const contextFacts: number[] = [];
  const starts: number[] = [];
  /** By context: 1 for a source. */
  const sources: number[] = [];
  const contextKinds: number[] = [];
  const ways = createWays();
  const pathCounts = new Uint8Array(program.valueCount);
  const deferred: number[] = [];
  let level = 0;
  let isOverfull = false;

  const levelOf = (edge: number): number => (firstDoubtful >= 0 && edge >= firstDoubtful ? 1 : 0);
  function markOf(fact: number): number {
    while (fact >= marks.length) {
      const more = new Uint8Array(marks.length * 2);
      more.set(marks);
      marks = more;
    }
    const known = marks[fact] as number;
    if (known !== 0) return known;
    const value = facts.firstOf(fact);
    const mark = IS_SEEN | (isLive[value] === 1 ? IS_LIVE : 0) | (program.isShared[value] === 1 ? IS_SHARED : 0);
    marks[fact] = mark;
    return mark;
  }
  const isCounted = (fact: number): boolean => (markOf(fact) & IS_COUNTED) !== 0;
  function count(fact: number): void {
    if (isCounted(fact)) return;
    marks[fact] = markOf(fact) | IS_COUNTED;
    const value = facts.firstOf(fact);
    pathCounts[value] = (pathCounts[value] as number) + 1;
  }
  function bounded(fact: number): number {
    if (isCounted(fact)) return fact;
    const value = facts.firstOf(fact);
    const kept = boundedFact(facts, paths, fact, pathCounts[value] as number, isCounted);
    return kept < 0 && !isNamespace(value) ? facts.idOf(value, anyMember) : kept;
  }
  function push(context: number, fact: number, from: number, step: number, detour: number): number {
    count(fact);
    const edge = rows.size;
    if (edge >= mostEdges) {
      isOverfull ||= !rows.has(context, fact);
      return -1;
    }
    if (rows.idOf(context, fact) < edge) return -1;
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
  function open(fact: number, isSource: number, kind: number): number {
    starts.push(-1);
    sources.push(isSource);
    contextKinds.push(kind);
    return contextFacts.push(fact) - 1;
  }
  function contextFor(fact: number, kind: number): number {
    count(fact);
    const place = fact * KINDS + kind;
    while (ownContexts.length <= place) ownContexts.push(-1);
    const known = ownContexts[place] as number;
    if (known >= 0) return known;
    const context = open(fact, 0, kind);
    ownContexts[place] = context;
    return context;
  }
  /** The context in which a fact holds that came from an edge by no call. */
  function contextFrom(from: number, fact: number): number {
    const before = from < 0 ? -1 : rows.firstOf(from);
    const isGiven = sources[before] === 1 && contextFacts[before] === fact;
    return contextFor(fact, isGiven ? FROM_SOURCE : EVERYWHERE_HELD);
  }
  function arrive(context: number, edge: number, step: number, isCall: boolean): void {
    // A full table has no edge to come from.
    if (edge < 0) return;
    if ((starts[context] as number) < 0) starts[context] = push(context, contextFacts[context] as number, -1, step, -1);
    // One way from each context is enough; calls are told apart, because results go back to each.
    const way = ways.add(context, rows.firstOf(edge), isCall ? step : NO_CALL, edge, level);
    if (way >= 0 && isCall) onCall(context, way);
  }
  function reachIn(context: number, from: number, fact: number, step: number, detour: number): void {
    if ((markOf(fact) & IS_SHARED) !== 0 && !holdsWithin(context, fact)) {
      arrive(contextFrom(from, fact), from, step, false);
    } else push(context, fact, from, step, detour);
  }
  /**
   * Functions inside a function run with what was there when they were made, so that what it was given stays in its
   * context. What a module holds it holds in every call.
   */
  function holdsWithin(context: number, fact: number): boolean {
    if (sources[context] === 1) return false;
    const own = contextFacts[context] as number;
    if (own === fact) return true;
    const owner = program.functionOf[facts.firstOf(fact)] as number;
    return program.functionOf[facts.firstOf(own)] === owner && program.functions[owner]?.isModuleBody === false;
  }
  return {
    edges: {
      get size() {
        return rows.size;
      },
      contextOf: (edge) => rows.firstOf(edge),
      factOf: (edge) => rows.secondOf(edge),
      valueOf: (edge) => facts.firstOf(rows.secondOf(edge)),
      fromOf: (edge) => froms[edge] as number,
      stepOf: (edge) => steps[edge] as number,
      detourOf: (edge) => detours[edge] as number,
      levelOf,
    },
    contexts: {
      get size() {
        return starts.length;
      },
      ways,
      factOf: (context) => contextFacts[context] as number,
      isSource: (context) => sources[context] === 1,
      kindOf: (context) => contextKinds[context] as number,
      startOf: (context) => starts[context] as number,
    },
    bounded,
    isLive: (fact) => (markOf(fact) & IS_LIVE) !== 0,
    isShared: (fact) => (markOf(fact) & IS_SHARED) !== 0,
    source(fact) {
      const context = open(fact, 1, FROM_SOURCE);
      const mark = markOf(fact);
      if ((mark & IS_LIVE) === 0) return context;
      const start = push(context, fact, -1, -1, -1);
      starts[context] = start;
      // What holds everywhere holds in its own context too, which others may come into as well.
      if ((mark & IS_SHARED) !== 0) arrive(contextFrom(start, fact), start, -1, false);
      return context;
    },
    reach(from, fact, step, isDoubtful = false, detour = -1) {
      if ((markOf(fact) & IS_LIVE) === 0) return;
      const kept = bounded(fact);
      if (kept < 0) return;
      if (isDoubtful && level === 0) deferred.push(0, from, kept, step, detour);
      else reachIn(rows.firstOf(from), from, kept, step, detour);
    },
    reachEverywhere(from, fact, step, isDoubtful = false) {
      if ((markOf(fact) & IS_LIVE) === 0) return -1;
      const kept = bounded(fact);
      if (kept < 0) return -1;
      const context = contextFrom(from, kept);
      if (isDoubtful && level === 0) deferred.push(2, from, context, step, -1);
      else arrive(context, from, step, false);
      return context;
    },
    enter(from, fact, step, isDoubtful) {
      if ((markOf(fact) & IS_LIVE) === 0) return;
      const kept = bounded(fact);
      if (kept < 0) return;
      const context = contextFor(kept, BY_CALL);
      if (isDoubtful && level === 0) deferred.push(1, from, context, step, -1);
      else arrive(context, from, step, true);
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
          if (waiting[at] !== 0) {
            arrive(what, from, step, waiting[at] === 1);
            continue;
          }
          const kept = bounded(what);
          if (kept >= 0) reachIn(rows.firstOf(from), from, kept, step, waiting[at + 4] as number);
        }
      }
    },
    get isOverfull() {
      return isOverfull;
    },
  };
}
