import { API } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import { type ApiFacts, SAYS } from './apiFacts.ts';
import { GUESSING } from './guessCatalog.ts';
import { NATIVE_CODE } from './sourceCatalog.ts';

const UNKNOWN = -1;

/** What the catalogs say of anything that a value stands for, by value: bits of `SAYS`. One walk, so that steps need none. */
export function listedValues({ program, sets, denotations }: Values, factsOf: (api: number) => ApiFacts): Uint16Array {
  const { apis } = denotations;
  const says = new Uint16Array(program.valueCount);
  const ofApi = new Int16Array(apis.count()).fill(UNKNOWN);
  sets.eachOf(API, (value, api) => {
    if (ofApi[api] === UNKNOWN) {
      const isNamed = apis.isListed(api) || NATIVE_CODE.test(apis.text(api)) || GUESSING.test(apis.text(api));
      ofApi[api] = isNamed ? factsOf(api).says : SAYS.outside;
    }
    says[value] = (says[value] as number) | (ofApi[api] as number);
  });
  return says;
}
