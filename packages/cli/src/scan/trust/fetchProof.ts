import type { Provenance } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import { fetchBytes } from '../registry/fetchBytes.ts';
import { boundedJson } from '../registry/registryJson.ts';
import type { ReleaseQuestion } from './releaseQuestion.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Fetches a proof of origin that a registry says there is, and lets it be verified. One that is announced and not given,
 * or that is no JSON, does not hold. Throws `registry-unreachable`: a network that fails proves nothing either way.
 */
export async function fetchProof(
  url: string,
  accept: string,
  { access, signal }: ReleaseQuestion,
  verify: (answer: unknown) => Provenance,
): Promise<Provenance> {
  let bytes: Uint8Array;
  try {
    ({ bytes } = await fetchBytes(url, { access, accept, maxBytes: MAX_BYTES, signal }));
  } catch (error) {
    if (!(error instanceof CliFault) || error.code === 'registry-unreachable') throw error;
    return { is: 'invalid', why: 'the registry says that there is one, and does not give it' };
  }
  const read = boundedJson(bytes);
  return read.is === 'read'
    ? verify(read.value)
    : { is: 'invalid', why: `what the registry gives for it cannot be read (${read.why})` };
}
