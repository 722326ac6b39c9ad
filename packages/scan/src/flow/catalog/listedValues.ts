import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import type { ApiFacts } from './apiFacts.ts';

/** What the catalogs say of anything that a value stands for, by value: bits of `SAYS`. One walk, so that steps need none. */
export function listedValues({ program, sets }: Values, factsOf: (api: number) => ApiFacts): Uint8Array {
  const says = new Uint8Array(program.valueCount);
  for (let value = 0; value < says.length; value++) {
    const all = sets.of(value);
    for (let at = 0; at < all.length; at++) {
      const one = all[at] as number;
      if (kindOf(one) === API) says[value] = (says[value] as number) | factsOf(indexOf(one)).says;
    }
  }
  return says;
}
