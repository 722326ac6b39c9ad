import type { Followed } from '../taint/followFlows.ts';
import { keepCompiled } from '../../keepCompiled.ts';
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
  readonly points: readonly TracePoint[];
  readonly isDoubtful: boolean;
}

const DEEPEST_DETOUR = 6;
const MOST_POINTS = 400;

/**
 * Finds, for some hits, every source that reaches one of them, each by a way into few contexts, without doubt where there is one. The
 * walk goes backwards from all hits at once: they are of one kind and API, which one flow is told of.
 */
export function createTracer(followed: Followed): (hits: readonly SinkHit[]) => readonly Trace[] {
  const { contexts, edges } = followed.table;
  const { ways, links } = contexts;
  const sourceOf = new Map(followed.sources.map((context, index) => [context, index] as const));
  // A node of the walk is a context, or behind them an edge of a context of many. How the walk back came into each: by a
  // way (even) or a link (odd) out of it, or from a hit in it; and which hit it began with.
  const cameBy = new Int32Array(contexts.count() + edges.count());
  const began = new Int32Array(contexts.count() + edges.count());
  const { offsets, froms, bys, levels } = arcsOf(followed);
  const queue = new Int32Array(contexts.count() + edges.count());
  const hasDoubt = levels.includes(1) || (edges.count() > 0 && edges.levelOf(edges.count() - 1) > 0);
  keepCompiled('tracer', edges.count(), [tracesTo]);
  return tracesTo;

  function nodeOf(place: number): number {
    return nodeOfPlace(contexts.count(), place);
  }
  function tracesTo(hits: readonly SinkHit[]): readonly Trace[] {
    const found: Trace[] = [];
    const reached = new Set<number>();
    for (let level = 0; level < (hasDoubt ? 2 : 1) && reached.size < sourceOf.size; level++) {
      began.fill(-1);
      let size = 0;
      for (const [index, hit] of hits.entries()) {
        const node = nodeOf(contexts.placeOf(hit.edge));
        if (edges.levelOf(hit.edge) > level || began[node] !== -1) continue;
        began[node] = index;
        cameBy[node] = -1;
        queue[size++] = node;
      }
      for (let at = 0; at < size && reached.size < sourceOf.size; at++) {
        const node = queue[at] as number;
        const index = began[node] as number;
        const source = node < contexts.count() ? sourceOf.get(node) : undefined;
        if (source !== undefined && !reached.has(source)) {
          reached.add(source);
          found.push({ source, hit: hits[index] as SinkHit, points: unwind(hits, node), isDoubtful: level > 0 });
        }
        const end = offsets[node + 1] as number;
        for (let arc = offsets[node] as number; arc < end; arc++) {
          const before = froms[arc] as number;
          if (began[before] !== -1 || (levels[arc] as number) > level) continue;
          began[before] = index;
          cameBy[before] = bys[arc] as number;
          queue[size++] = before;
        }
      }
    }
    return found;
  }
  /** The points from a source to the sink. */
  function unwind(hits: readonly SinkHit[], start: number): TracePoint[] {
    const found: TracePoint[] = [];
    let by = -1;
    for (let node = start; found.length < MOST_POINTS;) {
      const next = cameBy[node] as number;
      const edge =
        next < 0
          ? (hits[began[node] as number] as SinkHit).edge
          : next % 2 === 0
            ? ways.edgeOf(next / 2)
            : links.fromOf((next - 1) / 2);
      if (node < contexts.count()) found.push(...within(edge, 0));
      else found.push(...linked(edge, (by - 1) / 2));
      if (next < 0) break;
      node = next % 2 === 0 ? ways.intoOf(next / 2) : contexts.count() + links.edgeOf((next - 1) / 2);
      by = next;
    }
    return found;
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

/** All ways and links by the node that they lead to, in their order: the node each comes from, and what it is. */
interface Arcs {
  readonly offsets: Int32Array;
  readonly froms: Int32Array;
  /** A way (even) or a link (odd). */
  readonly bys: Int32Array;
  /** 1 where it takes a doubt. */
  readonly levels: Uint8Array;
}

function arcsOf({ table: { contexts, edges } }: Followed): Arcs {
  const { ways, links } = contexts;
  const into = ways.byContext(contexts.count());
  const wayCount = into.items.length;
  const offsets = new Int32Array(contexts.count() + edges.count() + 1);
  offsets.set(into.offsets);
  for (let link = 0; link < links.count(); link++) (offsets[contexts.count() + links.edgeOf(link) + 1] as number)++;
  for (let node = contexts.count(); node < offsets.length - 1; node++)
    offsets[node + 1] = (offsets[node + 1] as number) + (offsets[node] as number);
  const froms = new Int32Array(wayCount + links.count());
  const bys = new Int32Array(froms.length);
  const levels = new Uint8Array(froms.length);
  for (let place = 0; place < wayCount; place++) {
    const way = into.items[place] as number;
    froms[place] = nodeOfPlace(contexts.count(), into.froms[place] as number);
    bys[place] = way * 2;
    levels[place] = Math.max(ways.levelOf(way), edges.levelOf(ways.edgeOf(way)));
  }
  const next = offsets.slice(contexts.count(), contexts.count() + edges.count());
  for (let link = 0; link < links.count(); link++) {
    const edge = links.edgeOf(link);
    const place = next[edge] as number;
    next[edge] = place + 1;
    froms[place] = nodeOfPlace(contexts.count(), contexts.placeOf(links.fromOf(link)));
    bys[place] = link * 2 + 1;
    levels[place] = Math.max(links.levelOf(link), edges.levelOf(links.fromOf(link)));
  }
  return { offsets, froms, bys, levels };
}
