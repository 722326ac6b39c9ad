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

/** Every source that reaches a sink, each by the shortest way into the context of the sink, without doubt first. */
export function tracesTo(followed: Followed, hit: SinkHit, sourceOf: ReadonlyMap<number, number>): readonly Trace[] {
  const { contexts, edges } = followed.table;
  const found: Trace[] = [];
  const reached = new Set<number>();
  const startLevel = edges.level[hit.edge] as number;
  for (const level of startLevel > 0 ? [1] : [0, 1]) {
    // Backwards over the ways into contexts; `next` leads from a context to the edge after it.
    const came = new Map<number, { readonly context: number; readonly edge: number } | undefined>();
    const first = edges.context[hit.edge] as number;
    came.set(first, undefined);
    const queue = [first];
    for (let at = 0; at < queue.length; at++) {
      const context = queue[at] as number;
      const source = sourceOf.get(context);
      if (source !== undefined && !reached.has(source)) {
        reached.add(source);
        found.push({ source, hit, edges: unwind(context), isDoubtful: level > 0 });
      }
      for (const incoming of contexts[context]?.incoming ?? []) {
        if (incoming.level > level) continue;
        if ((edges.level[incoming.edge] as number) > level) continue;
        const before = edges.context[incoming.edge] as number;
        if (came.has(before)) continue;
        came.set(before, { context, edge: incoming.edge });
        queue.push(before);
      }
    }
    /** The edges from the beginning of a context to the sink. */
    function unwind(context: number): number[] {
      const way: number[] = [];
      for (let at: number | undefined = context; at !== undefined && way.length < MOST_EDGES;) {
        const next: { readonly context: number; readonly edge: number } | undefined = came.get(at);
        way.push(...within(next === undefined ? hit.edge : next.edge, 0));
        at = next?.context;
      }
      return way;
    }
  }
  return found;

  /** Edges of one context up to one of them, with what happened inside the functions it came back from. */
  function within(edge: number, depth: number): number[] {
    const way: number[] = [];
    for (let at = edge; at >= 0 && way.length < MOST_EDGES; at = edges.from[at] as number) {
      const detour = edges.detour[at] as number;
      way.push(at);
      if (detour >= 0 && depth < DEEPEST_DETOUR && edges.context[detour] !== edges.context[at]) {
        way.push(...within(detour, depth + 1).toReversed());
      }
    }
    return way.toReversed();
  }
}
