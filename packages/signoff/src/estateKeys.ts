import type { Custodian, CustodianKey, Estate } from '@portcullis/model';
import { parseSshPublicKey, type SshPublicKey } from './ssh/publicKey.ts';
import { SignoffFault } from './signoffFault.ts';

/** A key of the estate with the person it belongs to. */
export interface Holder {
  readonly custodian: Custodian;
  readonly entry: CustodianKey;
  readonly key: SshPublicKey;
  /** Another person whose key rests on the same secret: then it counts for nobody. */
  readonly sharedWith: string | undefined;
}

export interface EstateKeys {
  /** By fingerprint. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** Keys that cannot sign off, with the reason. */
  readonly faults: readonly { readonly custodian: string; readonly at: number; readonly fault: SignoffFault }[];
}

const known = new WeakMap<Estate, EstateKeys>();

/** The keys of all custodians of an estate, parsed once per estate object. Never throws: a bad key is a fault, and matches no signature. */
export function estateKeys(estate: Estate): EstateKeys {
  const before = known.get(estate);
  if (before !== undefined) return before;
  const keys = read(estate);
  known.set(estate, keys);
  return keys;
}

function read(estate: Estate): EstateKeys {
  const holders = new Map<string, Holder>();
  const faults: { custodian: string; at: number; fault: SignoffFault }[] = [];
  const owners = new Map<string, Set<string>>();
  for (const custodian of estate.custodians) {
    custodian.keys.forEach((entry, at) => {
      try {
        const key = parseSshPublicKey(entry.key);
        const persons = owners.get(key.material) ?? new Set<string>();
        owners.set(key.material, persons.add(custodian.id));
        holders.set(key.fingerprint, { custodian, entry, key, sharedWith: undefined });
      } catch (error) {
        if (!(error instanceof SignoffFault)) throw error;
        faults.push({ custodian: custodian.id, at, fault: error });
      }
    });
  }
  // One secret listed for two persons, perhaps in two spellings, would let one person be two.
  for (const [fingerprint, holder] of holders) {
    const persons = owners.get(holder.key.material);
    if (persons === undefined || persons.size < 2) continue;
    const sharedWith = [...persons].filter((id) => id !== holder.custodian.id).join(', ') || 'another person';
    holders.set(fingerprint, { ...holder, sharedWith });
  }
  return { holders, faults };
}
