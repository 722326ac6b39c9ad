import type { CallIr, ModuleIr, ValueId } from '../ir/moduleIr.ts';

/** Functions that run when the module is loaded: its body, what it calls, and callbacks given there. */
export function reachedAtLoad(
  module: ModuleIr,
  calls: readonly CallIr[],
  functionsOf: (value: ValueId) => readonly number[],
): ReadonlySet<number> {
  const callsIn = new Map<number, CallIr[]>();
  for (const call of calls) {
    const index = module.values.functionOf(call.to) ?? 0;
    const known = callsIn.get(index);
    if (known === undefined) callsIn.set(index, [call]);
    else known.push(call);
  }
  const reached = new Set([0]);
  const queue = [0];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const call of callsIn.get(at) ?? []) {
      for (const value of [call.callee, ...call.arguments.map((one) => one.value)]) {
        for (const index of functionsOf(value)) {
          if (reached.has(index)) continue;
          reached.add(index);
          queue.push(index);
        }
      }
    }
  }
  return reached;
}
