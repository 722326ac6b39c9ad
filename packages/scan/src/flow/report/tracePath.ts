import { keepCompiled } from '../../keepCompiled.ts';
import type { Followed } from '../taint/followFlows.ts';
import type { SinkHit } from '../taint/taintContext.ts';

/** An edge on a way, and the step that led to it there. */
export interface TracePoint {
  readonly edge: number;
  readonly step: number;
}

/** A way from a source to a sink: the edges in order, and whether any doubt was needed. */
export interface Trace {
  /** Index of the source. */
  readonly source: number;
  readonly hit: SinkHit;
  /** None where many nearer ways of the same flow are told. */
  readonly points: readonly TracePoint[];
  /** How many points the way has, told or not. */
  readonly length: number;
  readonly isDoubtful: boolean;
}

/** So many ends of one flow are told with the whole way there. */
const MOST_TOLD = 12;
const DEEPEST_DETOUR = 6;
const MOST_POINTS = 400;

/**
 * Finds, for some sources that mean the same, every step at which one of them ends, as each of the sinks that its call may
 * mean, by a way through few contexts, without doubt where there is one. The walk goes forwards from all of them at once.
 */
export function createTracer(
  followed: Followed,
): (sources: readonly number[], hits: readonly SinkHit[]) => readonly Trace[] {
  const { contexts, edges } = followed.table;
  const { ways, links } = contexts;
  const nodeCount = contexts.count() + edges.count();
  // A node of the walk is a context, or behind them an edge of a context of many. How the walk came into each: by a way
  // (even) or a link (odd), and from which node; -1 where it began.
  const cameBy = new Int32Array(nodeCount);
  const cameFrom = new Int32Array(nodeCount);
  /** One up, the walk that was there last: nothing is cleared between walks. */
  const reachedBy = new Int32Array(nodeCount);
  /** How many were reached before: nearer ones have smaller numbers. */
  const reachedAt = new Int32Array(nodeCount);
  const { offsets, intos, bys, levels } = arcsOf(followed);
  const queue = new Int32Array(nodeCount);
  const hasDoubt = levels.includes(1) || (edges.count() > 0 && edges.levelOf(edges.count() - 1) > 0);
  const sinks = new Map<SinkHit, string>();
  let walk = 0;
  keepCompiled('tracer', edges.count(), [tracesFrom]);
  return tracesFrom;

  function tracesFrom(sources: readonly number[], hits: readonly SinkHit[]): readonly Trace[] {
    const sourceAt = new Map(sources.map((source) => [followed.sources[source] as number, source] as const));
    const found = new Map<string, Trace>();
    for (let level = 0; level < (hasDoubt || hits.some(({ isGuess }) => isGuess) ? 2 : 1); level++) {
      spread([...sourceAt.keys()], level);
      const nearest = new Map<string, SinkHit>();
      for (const hit of hits) {
        const node = nodeOf(contexts.placeOf(hit.edge));
        if (reachedBy[node] !== walk || levelOf(hit) > level) continue;
        const sink = sinkOf(hit);
        if (found.has(sink)) continue;
        const known = nearest.get(sink);
        if (known === undefined || distanceOf(hit) < distanceOf(known)) nearest.set(sink, hit);
      }
      const toldOf = new Map<string, number>();
      const nearestFirst = [...nearest].toSorted(([, a], [, b]) => distanceOf(a) - distanceOf(b));
      for (const [sink, hit] of nearestFirst) {
        const ofFlow = `${hit.kind} ${hit.name}`;
        const before = toldOf.get(ofFlow) ?? 0;
        toldOf.set(ofFlow, before + 1);
        const nodes = nodesTo(nodeOf(contexts.placeOf(hit.edge)));
        const source = sourceAt.get(nodes[0] as number) as number;
        const points = unwind(nodes, hit);
        const told = before < MOST_TOLD ? points : [];
        found.set(sink, { source, hit, points: told, length: points.length, isDoubtful: level > 0 });
      }
    }
    return [...found.values()];
  }
  function sinkOf(hit: SinkHit): string {
    let sink = sinks.get(hit);
    if (sink === undefined) sinks.set(hit, (sink = `${hit.step} ${hit.kind} ${hit.name}`));
    return sink;
  }
  function levelOf({ edge, isGuess }: SinkHit): number {
    return isGuess ? 1 : edges.levelOf(edge);
  }
  function distanceOf(hit: SinkHit): number {
    return reachedAt[nodeOf(contexts.placeOf(hit.edge))] as number;
  }
  function nodeOf(place: number): number {
    return nodeOfPlace(contexts.count(), place);
  }
  /** Walks from some contexts to all that they lead to, with no more doubt than is said. */
  function spread(starts: readonly number[], level: number): void {
    walk++;
    let size = 0;
    for (const node of starts) {
      reachedBy[node] = walk;
      reachedAt[node] = size;
      cameFrom[node] = -1;
      queue[size++] = node;
    }
    for (let at = 0; at < size; at++) {
      const node = queue[at] as number;
      const end = offsets[node + 1] as number;
      for (let arc = offsets[node] as number; arc < end; arc++) {
        const into = intos[arc] as number;
        if (reachedBy[into] === walk || (levels[arc] as number) > level) continue;
        reachedBy[into] = walk;
        reachedAt[into] = size;
        cameFrom[into] = node;
        cameBy[into] = bys[arc] as number;
        queue[size++] = into;
      }
    }
  }
  /** The nodes on the way to one, the source's first. */
  function nodesTo(last: number): readonly number[] {
    const nodes: number[] = [];
    for (let node = last; node >= 0; node = cameFrom[node] as number) nodes.push(node);
    return nodes.toReversed();
  }
  /** The points from a source to the sink. */
  function unwind(nodes: readonly number[], hit: SinkHit): TracePoint[] {
    const found: TracePoint[] = [];
    for (let at = 0; at < nodes.length && found.length < MOST_POINTS; at++) {
      const node = nodes[at] as number;
      const next = nodes[at + 1];
      const edge = next === undefined ? hit.edge : leftBy(cameBy[next] as number);
      if (node < contexts.count()) found.push(...within(edge, 0));
      else found.push(...linked(edge, ((cameBy[node] as number) - 1) / 2));
    }
    return found;
  }
  /** The edge from which a way or link leads on. */
  function leftBy(by: number): number {
    return by % 2 === 0 ? ways.edgeOf(by / 2) : links.fromOf((by - 1) / 2);
  }
  function linked(edge: number, link: number): TracePoint[] {
    const detour = links.detourOf(link);
    const point = { edge, step: links.stepOf(link) };
    return detour < 0 ? [point] : [...within(detour, 1), point];
  }
  /** Edges of one context up to one of them, with what happened inside the functions it came back from. */
  function within(edge: number, depth: number): TracePoint[] {
    const found: TracePoint[] = [];
    for (let at = edge; at >= 0 && found.length < MOST_POINTS; at = edges.fromOf(at)) {
      const detour = edges.detourOf(at);
      found.push({ edge: at, step: edges.stepOf(at) });
      if (contexts.isOfMany(edges.contextOf(at))) break;
      if (detour >= 0 && depth < DEEPEST_DETOUR && edges.contextOf(detour) !== edges.contextOf(at)) {
        found.push(...within(detour, depth + 1).toReversed());
      }
    }
    return found.toReversed();
  }
}

function nodeOfPlace(contexts: number, place: number): number {
  return place < 0 ? contexts - 1 - place : place;
}

/** All ways and links by the node that they lead from, in their order: the node each leads to, and what it is. */
interface Arcs {
  readonly offsets: Int32Array;
  readonly intos: Int32Array;
  /** A way (even) or a link (odd). */
  readonly bys: Int32Array;
  /** 1 where it takes a doubt. */
  readonly levels: Uint8Array;
}

function arcsOf({ table: { contexts, edges } }: Followed): Arcs {
  const { ways, links } = contexts;
  const count = contexts.count();
  const arcCount = ways.count() + links.count();
  const offsets = new Int32Array(count + edges.count() + 1);
  const fromOfWay = (way: number): number => nodeOfPlace(count, ways.fromOf(way));
  const fromOfLink = (link: number): number => nodeOfPlace(count, contexts.placeOf(links.fromOf(link)));
  for (let way = 0; way < ways.count(); way++) (offsets[fromOfWay(way) + 1] as number)++;
  for (let link = 0; link < links.count(); link++) (offsets[fromOfLink(link) + 1] as number)++;
  for (let node = 1; node < offsets.length; node++)
    offsets[node] = (offsets[node] as number) + (offsets[node - 1] as number);
  const next = offsets.slice(0, -1);
  const intos = new Int32Array(arcCount);
  const bys = new Int32Array(arcCount);
  const levels = new Uint8Array(arcCount);
  const put = (from: number, into: number, by: number, level: number): void => {
    const place = next[from] as number;
    next[from] = place + 1;
    intos[place] = into;
    bys[place] = by;
    levels[place] = level;
  };
  for (let way = 0; way < ways.count(); way++) {
    const level = Math.max(ways.levelOf(way), edges.levelOf(ways.edgeOf(way)));
    put(fromOfWay(way), ways.intoOf(way), way * 2, level);
  }
  for (let link = 0; link < links.count(); link++) {
    const level = Math.max(links.levelOf(link), edges.levelOf(links.fromOf(link)));
    put(fromOfLink(link), count + links.edgeOf(link), link * 2 + 1, level);
  }
  return { offsets, intos, bys, levels };
}
