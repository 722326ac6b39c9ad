import type { ModuleIr, ValueId } from '../ir/moduleIr.ts';

/** Values that may hold the same object of a class: what stands for all of them, and what its methods are called on. */
export function objectsOfClasses({ functions }: ModuleIr): ReadonlyMap<ValueId, readonly ValueId[]> {
  const found = new Map<ValueId, ValueId[]>();
  for (const { instance, receiver } of functions) {
    if (instance === undefined || receiver === undefined) continue;
    found.set(receiver, [instance]);
    const all = found.get(instance);
    if (all === undefined) found.set(instance, [receiver]);
    else all.push(receiver);
  }
  return found;
}
