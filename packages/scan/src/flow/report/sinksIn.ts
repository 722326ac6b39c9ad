import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { storeSink } from '../catalog/sinkCatalog.ts';
import type { SinkKind } from '../flowReport.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import { addressJoins } from '../taint/addressJoins.ts';
import type { Values } from '../values/values.ts';

/** Kinds of sinks that a package can reach at all; most can reach none that a source is worth being looked for. */
export function sinksIn(values: Values, factsOf: (api: number) => ApiFacts, listed: Uint16Array): readonly SinkKind[] {
  const { program, sets, keysOf } = values;
  const found = new Set<SinkKind>();
  const { calls, stores, reads, starts } = program;
  for (const index of calls) {
    const callee = reads[starts[index] as number] as number;
    if (((listed[callee] as number) & SAYS.sink) === 0) continue;
    for (const one of sets.of(callee)) {
      const sink = kindOf(one) === API ? factsOf(indexOf(one)).sink : undefined;
      if (sink !== undefined) found.add(sink.kind);
    }
  }
  for (const index of stores) {
    const into = reads[starts[index] as number] as number;
    if (((listed[into] as number) & SAYS.storeSink) === 0) continue;
    const step = program.step(index);
    if (step.is !== 'store') continue;
    for (const one of sets.of(into)) {
      if (kindOf(one) !== API) continue;
      for (const key of keysOf(step.key)) {
        const sink = storeSink(factsOf(indexOf(one)).path, key);
        if (sink !== undefined) found.add(sink.kind);
      }
    }
  }
  if (!found.has('network') && addressJoins(values).size > 0) found.add('network');
  return [...found];
}
