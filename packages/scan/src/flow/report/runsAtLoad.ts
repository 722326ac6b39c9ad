import { STEP_KIND } from '../../ir/stepKind.ts';
import type { Values } from '../values/values.ts';

/**
 * Tells whether a function runs when a module of the package is loaded: bodies of modules do, and what they call. Asked
 * of few functions, so that it goes from them to their callers.
 */
export function createRunsAtLoad({ program, callersOf }: Values): (index: number) => boolean {
  const known = new Map<number, boolean>();
  return (index) => known.get(index) ?? find(index);

  function find(start: number): boolean {
    const seen = new Set([start]);
    const waiting = [start];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (program.functions[index]?.isModuleBody === true || known.get(index) === true) {
        known.set(start, true);
        return true;
      }
      for (const step of callersOf.get(index) ?? []) {
        // Reading a member is no call that anybody sees.
        if (program.kinds[step] !== STEP_KIND.call) continue;
        const caller = program.functionOf[program.gives[step] as number] as number;
        if (seen.has(caller) || known.get(caller) === false) continue;
        seen.add(caller);
        waiting.push(caller);
      }
    }
    for (const index of seen) known.set(index, false);
    return false;
  }
}
