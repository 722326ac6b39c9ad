import { excerpt } from '../../textOf.ts';
import type { Provenance } from '../releaseTrust.ts';
import { ProvenanceFault } from './provenanceFault.ts';
import type { Attested } from './verifyAttestation.ts';

/** What a verification came to: its facts, its absence, or why it does not hold. */
export function provenanceOf(verify: () => Attested | undefined): Provenance {
  try {
    const attested = verify();
    if (attested === undefined) return { is: 'absent' };
    const { identity, builder } = attested;
    const { runner, ...facts } = identity;
    const by = builder ?? runner;
    return { is: 'verified', ...facts, ...(by === undefined ? {} : { builder: by }) };
  } catch (error) {
    if (!(error instanceof ProvenanceFault)) throw error;
    return { is: 'invalid', why: excerpt(error.message) };
  }
}
