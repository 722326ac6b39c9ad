import type { ApiFacts } from '../catalog/apiFacts.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';

const GENERAL_CIPHER = /fernet|cipher|secretbox|aead|vault|paramiko/iu;

/** Whether a package handles keys, by what it calls: then what it decrypts is one. */
export function packageHandlesKeys(values: Values, factsOf: (api: number) => ApiFacts): boolean {
  const known: (boolean | undefined)[] = [];
  const isOfKeys = (api: number): boolean => (known[api] ??= handlesKeys(factsOf(api)));
  const { calls, reads, starts } = values.program;
  for (const index of calls) {
    const callee = reads[starts[index] as number] as number;
    for (const denotation of values.sets.of(callee)) {
      if (kindOf(denotation) === API && isOfKeys(indexOf(denotation))) return true;
    }
  }
  return false;
}

function handlesKeys(facts: ApiFacts): boolean {
  if (facts.derivesFromPassword) return true;
  return facts.keyUse?.kind === 'key' && facts.isKeyLibrary && !GENERAL_CIPHER.test(facts.path);
}
