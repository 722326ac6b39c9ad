import type { Adjacency } from '../program/adjacency.ts';
import type { Followed } from '../taint/followFlows.ts';
import type { Links } from '../taint/links.ts';
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
  const into = ways.byContext(contexts.size);
  const linksOf = byEdge(links, edges.size);
  // A node of the walk is a context, or behind them an edge of a context of many. How the walk back came into each: by a
  // way (even) or a link (odd) out of it, or from a hit in it; and which hit it began with.
  const cameBy = new Int32Array(contexts.size + edges.size);
  const began = new Int32Array(contexts.size + edges.size);
  return tracesTo;

  function nodeOf(place: number): number {
    return place < 0 ? contexts.size - 1 - place : place;
  }
  function tracesTo(hits: readonly SinkHit[]): readonly Trace[] {
    const found: Trace[] = [];
    const reached = new Set<number>();
    for (let level = 0; level < 2 && reached.size < sourceOf.size; level++) {
      began.fill(-1);
      const queue: number[] = [];
      const visit = (node: number, index: number, by: number): void => {
        if (began[node] !== -1) return;
        began[node] = index;
        cameBy[node] = by;
        queue.push(node);
      };
      for (const [index, hit] of hits.entries())
        if (edges.levelOf(hit.edge) <= level) visit(nodeOf(contexts.placeOf(hit.edge)), index, -1);
      for (let at = 0; at < queue.length && reached.size < sourceOf.size; at++) {
        const node = queue[at] as number;
        const index = began[node] as number;
        const source = sourceOf.get(node);
        if (source !== undefined && !reached.has(source)) {
          reached.add(source);
          found.push({ source, hit: hits[index] as SinkHit, points: unwind(hits, node), isDoubtful: level > 0 });
        }
        if (node < contexts.size) {
          const end = into.offsets[node + 1] as number;
          for (let place = into.offsets[node] as number; place < end; place++) {
            const way = into.items[place] as number;
            if (ways.levelOf(way) > level || edges.levelOf(ways.edgeOf(way)) > level) continue;
            visit(nodeOf(into.froms[place] as number), index, way * 2);
          }
          continue;
        }
        const edge = node - contexts.size;
        const end = linksOf.offsets[edge + 1] as number;
        for (let place = linksOf.offsets[edge] as number; place < end; place++) {
          const link = linksOf.items[place] as number;
          const from = links.fromOf(link);
          if (links.levelOf(link) > level || edges.levelOf(from) > level) continue;
          visit(nodeOf(contexts.placeOf(from)), index, link * 2 + 1);
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
      if (node < contexts.size) found.push(...within(edge, 0));
      else found.push(...linked(edge, (by - 1) / 2));
      if (next < 0) break;
      node = next % 2 === 0 ? ways.intoOf(next / 2) : contexts.size + links.edgeOf((next - 1) / 2);
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

/** All links by the edge that they lead to, in their order. */
function byEdge(links: Links, edges: number): Adjacency {
  const offsets = new Int32Array(edges + 1);
  for (let link = 0; link < links.size; link++) (offsets[links.edgeOf(link) + 1] as number)++;
  for (let edge = 0; edge < edges; edge++)
    offsets[edge + 1] = (offsets[edge + 1] as number) + (offsets[edge] as number);
  const next = offsets.slice(0, edges);
  const items = new Int32Array(links.size);
  for (let link = 0; link < links.size; link++) {
    const place = next[links.edgeOf(link)] as number;
    items[place] = link;
    next[links.edgeOf(link)] = place + 1;
  }
  return { offsets, items };
}
