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

/**
 * Finds, for some hits, every source that reaches one of them, each by a way into few contexts, without doubt where there is one. The
 * walk goes backwards from all hits at once: they are of one kind and API, which one flow is told of.
 */
export function createTracer(followed: Followed): (hits: readonly SinkHit[]) => readonly Trace[] {
  const { contexts, edges } = followed.table;
  const { ways } = contexts;
  const sourceOf = new Map(followed.sources.map((context, index) => [context, index] as const));
  const into = ways.byContext(contexts.size);
  // How the walk back came into each context: by which way out of it, or from a hit in it; and which hit it began with.
  const cameBy = new Int32Array(contexts.size);
  const began = new Int32Array(contexts.size);
  return tracesTo;

  function tracesTo(hits: readonly SinkHit[]): readonly Trace[] {
    const found: Trace[] = [];
    const reached = new Set<number>();
    for (let level = 0; level < 2 && reached.size < sourceOf.size; level++) {
      began.fill(-1);
      const queue: number[] = [];
      for (const [index, hit] of hits.entries()) {
        const context = edges.contextOf(hit.edge);
        if (edges.levelOf(hit.edge) > level || began[context] !== -1) continue;
        began[context] = index;
        cameBy[context] = -1;
        queue.push(context);
      }
      for (let at = 0; at < queue.length && reached.size < sourceOf.size; at++) {
        const context = queue[at] as number;
        const index = began[context] as number;
        const source = sourceOf.get(context);
        if (source !== undefined && !reached.has(source)) {
          reached.add(source);
          found.push({ source, hit: hits[index] as SinkHit, edges: unwind(hits, context), isDoubtful: level > 0 });
        }
        const end = into.offsets[context + 1] as number;
        for (let place = into.offsets[context] as number; place < end; place++) {
          const before = into.froms[place] as number;
          if (began[before] !== -1) continue;
          const way = into.items[place] as number;
          if (ways.levelOf(way) > level || edges.levelOf(ways.edgeOf(way)) > level) continue;
          began[before] = index;
          cameBy[before] = way;
          queue.push(before);
        }
      }
    }
    return found;
  }
  /** The edges from the beginning of a context to the sink. */
  function unwind(hits: readonly SinkHit[], start: number): number[] {
    const way: number[] = [];
    for (let at = start; way.length < MOST_EDGES;) {
      const by = cameBy[at] as number;
      if (by < 0) {
        way.push(...within((hits[began[at] as number] as SinkHit).edge, 0));
        break;
      }
      way.push(...within(ways.edgeOf(by), 0));
      at = ways.intoOf(by);
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
