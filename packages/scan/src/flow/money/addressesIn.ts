import type { ModuleIr } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { LONGEST_ADDRESS, payableAddress, SHORTEST_ADDRESS } from './payableAddress.ts';

/** A list of tokens has more, and none of them says anything then. */
const MOST = 5_000;

/** The addresses that stand in some modules as text, each once and in order. */
export function addressesIn(modules: readonly ModuleIr[]): readonly string[] {
  const found = new Set<string>();
  // Builds of one program say the same again.
  const others = new Set<string>();
  for (const { table } of modules) {
    const { kinds, length } = table;
    for (let at = 0; at < length; at++) {
      if (kinds[at] !== STEP_KIND.constant) continue;
      const text = table.constantAt(at);
      if (typeof text !== 'string' || text.length < SHORTEST_ADDRESS || text.length > LONGEST_ADDRESS) continue;
      if (found.size >= MOST || found.has(text) || others.has(text)) continue;
      (payableAddress(text) === undefined ? others : found).add(text);
    }
  }
  return [...found].toSorted();
}
