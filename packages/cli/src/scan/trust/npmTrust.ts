import { hash } from 'node:crypto';
import type { Provenance, RegistryPerson, ReleaseTrust } from '@portcullis/scan';
import { z } from 'zod';
import { CliFault } from '../../cliFault.ts';
import { fetchBytes } from '../registry/fetchBytes.ts';
import { registryJson } from '../registry/registryJson.ts';
import { fetchProof } from './fetchProof.ts';
import { type AskTrust, type GetRoots, NO_ROOTS, type ReleaseQuestion } from './releaseQuestion.ts';

const MAX_METADATA = 128 * 1024 * 1024;

const word = z.string().max(512);
const personSchema = z.union([word, z.looseObject({ name: word, email: word.optional() })]);
const publisherSchema = z.looseObject({
  name: word,
  email: word.optional(),
  /** A build published it by its own identity, not by an account. */
  trustedPublisher: z.looseObject({}).optional(),
});
/** As much of a full packument as says who published a version, and when. */
const packumentSchema = z.looseObject({
  time: z.record(z.string().max(256), z.unknown()).optional(),
  versions: z.record(
    z.string().max(256),
    z.looseObject({
      _npmUser: publisherSchema.optional(),
      maintainers: z.array(personSchema).max(2000).optional(),
      dist: z.looseObject({ attestations: z.looseObject({}).optional() }),
    }),
  ),
});
type Packument = z.infer<typeof packumentSchema>;

/**
 * What an npm registry says of the releases of one package: asked once, when the first answer is wanted. What
 * the registry leaves out is absent. The answer throws `registry-refused`, `unknown-package` and what a fetch throws.
 */
export function npmTrust(name: string, question: ReleaseQuestion): (version: string) => AskTrust {
  let packument: Promise<Packument> | undefined;
  return (version) => async (bytes, roots) => {
    packument ??= fetchPackument(name, question);
    const { time, versions } = await packument;
    const found = Object.hasOwn(versions, version) ? versions[version] : undefined;
    if (found === undefined) throw notThis(name, `no version ${version}`);
    const moment = time !== undefined && Object.hasOwn(time, version) ? time[version] : undefined;
    const published = typeof moment === 'string' ? Date.parse(moment) : Number.NaN;
    const { _npmUser: publisher, maintainers = [], dist } = found;
    const release: Omit<ReleaseTrust, 'provenance'> = {
      ...(Number.isNaN(published) ? {} : { published }),
      // Of a build the proof of origin says whose it is.
      ...(publisher === undefined || publisher.trustedPublisher !== undefined
        ? {}
        : { publisher: personOf({ name: publisher.name, email: publisher.email }) }),
      maintainers: maintainers.map(personOf),
    };
    return {
      ...release,
      provenance: await proofOf(name, version, dist.attestations !== undefined, bytes, roots, question),
    };
  };
}

async function proofOf(
  name: string,
  version: string,
  isSaid: boolean,
  bytes: Uint8Array,
  getRoots: GetRoots,
  question: ReleaseQuestion,
): Promise<Provenance> {
  if (!isSaid) return { is: 'absent' };
  const roots = await getRoots();
  if (roots === undefined) return { is: 'unchecked', why: NO_ROOTS };
  // The address that the metadata names is that of the registry it was first published in, not of this one.
  const url = new URL(
    `-/npm/v1/attestations/${name.replace('/', '%2f')}@${encodeURIComponent(version)}`,
    question.access.url,
  );
  const { npmProvenance } = await import('@portcullis/scan/provenance');
  return await fetchProof(url.href, 'application/json', question, (answer) =>
    npmProvenance(answer, { name, version, sha512: hash('sha512', bytes, 'hex') }, roots),
  );
}

async function fetchPackument(name: string, { access, signal }: ReleaseQuestion): Promise<Packument> {
  const { bytes } = await fetchBytes(new URL(name.replace('/', '%2f'), access.url).href, {
    access,
    // The short form leaves out who and when.
    accept: 'application/json',
    maxBytes: MAX_METADATA,
    signal,
  });
  return registryJson(bytes, packumentSchema, { name, ...NOT_THIS });
}

/** `name <address>`, as old clients wrote it, or its parts. */
function personOf(person: z.infer<typeof personSchema>): RegistryPerson {
  if (typeof person !== 'string')
    return { name: person.name, ...(person.email === undefined ? {} : { email: person.email }) };
  const [, name = person, email] = /^([^<]*?)\s*<([^<>\s]+)>/.exec(person) ?? [];
  return { name, ...(email === undefined ? {} : { email }) };
}

const NOT_THIS = {
  message: 'The registry answers with something else than who published the package, and when.',
  expected: 'a full packument with this version',
};

function notThis(name: string, found: string): CliFault {
  return new CliFault('registry-refused', { ...NOT_THIS, found: `${name}: ${found}` });
}
