import type { Followed } from '../taint/followFlows.ts';
import type { SinkHit } from '../taint/taintContext.ts';

/** A way from a source to a sink: the edges in order, and whether any doubt was needed. */
export interface Trace {
  /** Index of the source. */
  readonly source: number;
  readonly hit: SinkHit;
  readonly edges: readonly number[];
  readonly isDoubtful: boolean;
}

const DEEPEST_DETOUR = 6;
const MOST_EDGES = 400;

/** How the walk back came into a context: from which edge of which other context, or from a hit in it. */
interface Came {
  readonly next: { readonly context: number; readonly edge: number } | undefined;
  readonly hit: SinkHit;
}

/**
 * Every source that reaches one of the hits, each by a way into few contexts, without doubt where there is one. The
 * walk goes backwards from all hits at once: they are of one kind and API, which one flow is told of.
 */
export function tracesTo(
  followed: Followed,
  hits: readonly SinkHit[],
  sourceOf: ReadonlyMap<number, number>,
): readonly Trace[] {
  const { contexts, edges } = followed.table;
  const { ways } = contexts;
  const found: Trace[] = [];
  const reached = new Set<number>();
  for (let level = 0; level < 2 && reached.size < sourceOf.size; level++) {
    const came = new Map<number, Came>();
    const queue: number[] = [];
    for (const hit of hits) {
      const context = edges.contextOf(hit.edge);
      if (edges.levelOf(hit.edge) > level || came.has(context)) continue;
      came.set(context, { next: undefined, hit });
      queue.push(context);
    }
    for (let at = 0; at < queue.length; at++) {
      const context = queue[at] as number;
      const { hit } = came.get(context) as Came;
      const source = sourceOf.get(context);
      if (source !== undefined && !reached.has(source)) {
        reached.add(source);
        found.push({ source, hit, edges: unwind(came, context), isDoubtful: level > 0 });
      }
      for (let way = ways.first(context); way >= 0; way = ways.after(way)) {
        const edge = ways.edgeOf(way);
        if (ways.levelOf(way) > level || edges.levelOf(edge) > level) continue;
        const before = edges.contextOf(edge);
        if (came.has(before)) continue;
        came.set(before, { next: { context, edge }, hit });
        queue.push(before);
      }
    }
  }
  return found;

  /** The edges from the beginning of a context to the sink. */
  function unwind(came: ReadonlyMap<number, Came>, start: number): number[] {
    const way: number[] = [];
    for (let at: number | undefined = start; at !== undefined && way.length < MOST_EDGES;) {
      const step: Came | undefined = came.get(at);
      if (step === undefined) return way;
      way.push(...within(step.next === undefined ? step.hit.edge : step.next.edge, 0));
      at = step.next?.context;
    }
    return way;
  }
  /** Edges of one context up to one of them, with what happened inside the functions it came back from. */
  function within(edge: number, depth: number): number[] {
    const way: number[] = [];
    for (let at = edge; at >= 0 && way.length < MOST_EDGES; at = edges.fromOf(at)) {
      const detour = edges.detourOf(at);
      way.push(at);
      if (detour >= 0 && depth < DEEPEST_DETOUR && edges.contextOf(detour) !== edges.contextOf(at)) {
        way.push(...within(detour, depth + 1).toReversed());
      }
    }
    return way.toReversed();
  }
}
