import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import type { ApiFacts } from './apiFacts.ts';

const UNKNOWN = -1;

/** What the catalogs say of anything that a value stands for, by value: bits of `SAYS`. One walk, so that steps need none. */
export function listedValues({ program, sets, denotations }: Values, factsOf: (api: number) => ApiFacts): Uint16Array {
  const says = new Uint16Array(program.valueCount);
  const ofApi = new Int16Array(denotations.apis.size).fill(UNKNOWN);
  for (let value = 0; value < says.length; value++) {
    const size = sets.sizeOf(value);
    for (let at = 0; at < size; at++) {
      const one = sets.at(value, at);
      if (kindOf(one) !== API) continue;
      const api = indexOf(one);
      if (ofApi[api] === UNKNOWN) ofApi[api] = factsOf(api).says;
      says[value] = (says[value] as number) | (ofApi[api] as number);
    }
  }
  return says;
}
