import type { ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { Values } from '../values/values.ts';

/** Looks up what the catalogs say of a callee, each once: a call is walked over with every path of all it is given. */
export function createCalleeFacts(
  values: Values,
  factsOf: (api: number) => ApiFacts,
): (callee: ValueId) => readonly ApiFacts[] {
  const known = new Map<ValueId, readonly ApiFacts[]>();
  return (callee) => {
    let found = known.get(callee);
    if (found === undefined) known.set(callee, (found = values.apisOf(callee).map((api) => factsOf(api))));
    return found;
  };
}
