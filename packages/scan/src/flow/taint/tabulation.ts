import type { ValueId } from '../../ir/moduleIr.ts';
import { createPairTable } from './pairTable.ts';
import type { Program } from '../program/linkProgram.ts';

/**
 * The table of what is known to be reachable: `(context, value, path)`. A context is either a source, or the fact with
 * which a function was entered or a shared value read; what is found in a context holds for everybody who comes
 * into it, so that a function is walked once for each way to enter it and not once for each caller.
 *
 * What is doubtful (a guessed callee, a signature by a library nobody knows) waits until everything else is done:
 * level 0 is reached without any doubt, level 1 with some.
 */
export interface Tabulation {
  /** Starts a source; gives its context. */
  source(value: ValueId, path: number): number;
  /** The fact follows from the fact of edge `from` by `step`; `detour` is the edge inside a callee that it came back from. */
  reach(from: number, value: ValueId, path: number, step: number, options?: Reached): void;
  /** The fact holds in every call, so it gets a context of its own. */
  /** Gives the context, -1 where the fact is not kept. */
  reachEverywhere(from: number, value: ValueId, path: number, step: number, detour?: number): number;
  /** The function of a parameter is entered with the fact. Gives the context. */
  enter(from: number, parameter: ValueId, path: number, step: number, isDoubtful: boolean): number;
  /** The path that is kept for one, -1 for none: objects that hold the secret in very many places hold it somewhere. */
  bounded(value: ValueId, path: number): number;
  run(each: (edge: number) => void): void;
  readonly edges: Edges;
  readonly contexts: readonly Context[];
  readonly isOverfull: boolean;
}

export interface Reached {
  readonly detour?: number;
  readonly isDoubtful?: boolean;
  /** Context to go on in, where it is not that of `from`. */
  readonly context?: number;
}

/** Columns of the table, by number of the edge. */
export interface Edges {
  readonly context: number[];
  readonly value: number[];
  readonly path: number[];
  /** The edge it follows from; -1 where a context begins. */
  readonly from: number[];
  readonly step: number[];
  readonly detour: number[];
  readonly level: number[];
}

export interface Context {
  readonly value: ValueId;
  readonly path: number;
  readonly isSource: boolean;
  /** Edge that stands for its beginning. */
  start: number;
  readonly incoming: Incoming[];
  /** Whether its ways in are too many to look through, and are kept in a table. */
  isMany: boolean;
  readonly exits: Exit[];
}
export interface Incoming {
  readonly edge: number;
  readonly step: number;
  readonly detour: number;
  /** Whether it came by a call, and results go back there. */
  readonly isCall: boolean;
  readonly level: number;
}
/** What comes out of a function: its result, or something put into what one of its parameters holds. */
export interface Exit {
  readonly edge: number;
  /** The parameter that was changed; undefined for the result. */
  readonly parameter: ValueId | undefined;
  readonly path: number;
}

const MOST_PATHS_PER_VALUE = 3;
const FEW = 8;

export function createTabulation(
  program: Program,
  mostEdges: number,
  isLive: Uint8Array,
  anyMember: number,
  ignored: ReadonlySet<ValueId>,
  onIncoming: (context: number, incoming: Incoming) => void,
): Tabulation {
  const edges: Edges = { context: [], value: [], path: [], from: [], step: [], detour: [], level: [] };
  const contexts: Context[] = [];
  const facts = createPairTable();
  const reached = createPairTable();
  const entryByFact: number[] = [];
  const contextPairs = createPairTable();
  const ways = createPairTable();
  const pathCounts = new Uint8Array(program.valueCount);
  const namespaces = namespacesOf(program);
  const deferred: number[] = [];
  let level = 0;
  let isOverfull = false;

  function factOf(value: ValueId, path: number): number {
    const before = facts.size;
    const fact = facts.idOf(value, path);
    if (fact === before) pathCounts[value] = (pathCounts[value] as number) + 1;
    return fact;
  }
  /**
   * An object that holds the secret in many places holds it somewhere: that is all that is then kept of it. Of a module or
   * class as an object nothing more is kept: it holds everything, so that any import would then give the secret.
   */
  function bounded(value: ValueId, path: number): number {
    if ((pathCounts[value] as number) < MOST_PATHS_PER_VALUE || path === 0) return path;
    if (facts.has(value, path)) return path;
    return namespaces.has(value) ? -1 : anyMember;
  }
  function push(context: number, value: number, path: number, from: number, step: number, detour: number): number {
    // What can reach no sink is not followed.
    if (isLive[value] !== 1) return -1;
    const fact = factOf(value, path);
    if (edges.context.length >= mostEdges) {
      isOverfull ||= !reached.has(context, fact);
      return -1;
    }
    const before = reached.size;
    if (reached.idOf(context, fact) < before) return -1;
    edges.context.push(context);
    edges.value.push(value);
    edges.path.push(path);
    edges.from.push(from);
    edges.step.push(step);
    edges.detour.push(detour);
    return edges.level.push(level) - 1;
  }
  function open(value: ValueId, path: number, isSource: boolean): number {
    const made: Context = { value, path, isSource, start: -1, incoming: [], isMany: false, exits: [] };
    return contexts.push(made) - 1;
  }
  function contextFor(value: ValueId, path: number): number {
    const fact = factOf(value, path);
    let context = entryByFact[fact];
    if (context === undefined) {
      context = open(value, path, false);
      entryByFact[fact] = context;
    }
    return context;
  }
  function arrive(context: number, edge: number, step: number, detour: number, isCall: boolean): void {
    const into = contexts[context] as Context;
    // A full table has no edge to come from, and what can reach no sink is not come into.
    if (edge < 0 || isLive[into.value] !== 1) return;
    if (into.start < 0) into.start = push(context, into.value, into.path, -1, step, -1);
    // One way from each context is enough; calls are told apart, because results go back to each.
    if (into.isMany) {
      if (isWayKnown(context, edge, isCall, step)) return;
    } else {
      const from = edges.context[edge];
      for (const one of into.incoming) {
        if (edges.context[one.edge] === from && one.isCall === isCall && (!isCall || one.step === step)) return;
      }
      if (into.incoming.length >= FEW) {
        into.isMany = true;
        for (const one of into.incoming) isWayKnown(context, one.edge, one.isCall, one.step);
        isWayKnown(context, edge, isCall, step);
      }
    }
    const incoming: Incoming = { edge, step, detour, isCall, level };
    into.incoming.push(incoming);
    if (isCall) onIncoming(context, incoming);
  }
  /** Whether the way was known; from now on it is. */
  function isWayKnown(context: number, edge: number, isCall: boolean, step: number): boolean {
    const pair = contextPairs.idOf(context, edges.context[edge] as number);
    const before = ways.size;
    return ways.idOf(pair, isCall ? step + 1 : 0) < before;
  }
  function defer(kind: number, ...what: readonly [number, number, number, number, number, number]): void {
    deferred.push(kind, ...what);
  }
  function reach(from: number, value: ValueId, path: number, step: number, options: Reached = {}): void {
    const { detour = -1, isDoubtful = false, context = edges.context[from] as number } = options;
    if (ignored.has(value)) return;
    path = bounded(value, path);
    if (path < 0) return;
    if (isDoubtful && level === 0) return defer(0, from, value, path, step, detour, context);
    const own = contexts[context] as Context;
    if (program.isShared[value] === 1 && !(own.value === value && own.path === path && !own.isSource)) {
      arrive(contextFor(value, path), from, step, detour, false);
    } else push(context, value, path, from, step, detour);
  }
  return {
    edges,
    contexts,
    source(value, path) {
      const context = open(value, path, true);
      const made = contexts[context] as Context;
      made.start = push(context, value, path, -1, -1, -1);
      // What holds everywhere holds in its own context too, which others may come into as well.
      if (program.isShared[value] === 1) arrive(contextFor(value, path), made.start, -1, -1, false);
      return context;
    },
    bounded,
    reach,
    reachEverywhere(from, value, path, step, detour = -1) {
      const kept = bounded(value, path);
      if (kept < 0) return -1;
      const context = contextFor(value, kept);
      arrive(context, from, step, detour, false);
      return context;
    },
    enter(from, parameter, path, step, isDoubtful) {
      path = bounded(parameter, path);
      const context = contextFor(parameter, path);
      if (isDoubtful && level === 0) defer(1, from, parameter, path, step, -1, context);
      else arrive(context, from, step, -1, true);
      return context;
    },
    run(each) {
      let next = 0;
      for (;;) {
        for (; next < edges.context.length; next++) each(next);
        if (deferred.length === 0) return;
        level = 1;
        const waiting = deferred.splice(0);
        for (let at = 0; at < waiting.length; at += 7) {
          const [kind, from, value, path, step, detour, context] = waiting.slice(at, at + 7) as Deferred;
          if (kind === 0) reach(from, value, path, step, { detour, context });
          else arrive(context, from, step, detour, true);
        }
      }
    },
    get isOverfull() {
      return isOverfull;
    },
  };
}

type Deferred = [
  kind: number,
  from: number,
  value: number,
  path: number,
  step: number,
  detour: number,
  context: number,
];

/** Modules, classes and functions as objects. */
function namespacesOf({ exports, functions, classes, functionObject, classObject }: Program): ReadonlySet<ValueId> {
  return new Set([
    ...exports,
    ...functions.map((_, index) => functionObject(index)),
    ...classes.map((_, index) => classObject(index)),
  ]);
}
