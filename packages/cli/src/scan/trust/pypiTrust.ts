import { hash } from 'node:crypto';
import type { Provenance } from '@portcullis/scan';
import { z } from 'zod';
import { fetchBytes } from '../registry/fetchBytes.ts';
import { registryJson } from '../registry/registryJson.ts';
import { fetchProof } from './fetchProof.ts';
import { type AskTrust, type GetRoots, NO_ROOTS, type ReleaseQuestion } from './releaseQuestion.ts';

const MAX_METADATA = 64 * 1024 * 1024;
const ACCEPT = 'application/vnd.pypi.simple.v1+json, text/html; q=0.2';

/** As much of the simple API as says when a file came and what proves it (PEP 691, PEP 700, PEP 740). */
const projectSchema = z.looseObject({
  files: z.array(
    z.looseObject({
      filename: z.string().max(512),
      'upload-time': z.string().max(64).nullish(),
      provenance: z.string().max(4096).nullish(),
    }),
  ),
});
interface Listed {
  readonly files: z.infer<typeof projectSchema>['files'];
  readonly url: string;
}

/**
 * What an index of Python packages says of the files of one project: asked once, when the first answer is wanted. An index
 * names no publisher and no maintainers; one that knows only HTML says nothing at all. The answer throws
 * `registry-refused` and what a fetch throws.
 */
export function pypiTrust(name: string, question: ReleaseQuestion): (file: string) => AskTrust {
  let project: Promise<Listed> | undefined;
  return (file) => async (bytes, roots) => {
    project ??= fetchProject(name, question);
    const { files, url } = await project;
    const found = files.find(({ filename }) => filename === file);
    const published = Date.parse(found?.['upload-time'] ?? '');
    return {
      ...(Number.isNaN(published) ? {} : { published }),
      maintainers: [],
      provenance: await proofOf(found?.provenance ?? undefined, url, { file, bytes }, roots, question),
    };
  };
}

async function proofOf(
  address: string | undefined,
  base: string,
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
  getRoots: GetRoots,
  question: ReleaseQuestion,
): Promise<Provenance> {
  if (address === undefined) return { is: 'absent' };
  const roots = await getRoots();
  if (roots === undefined) return { is: 'unchecked', why: NO_ROOTS };
  if (!URL.canParse(address, base)) return { is: 'invalid', why: 'the index names no address that it lies at' };
  const { pypiProvenance } = await import('@portcullis/scan/provenance');
  return await fetchProof(new URL(address, base).href, 'application/json', question, (answer) =>
    pypiProvenance(answer, { file, sha256: hash('sha256', bytes, 'hex') }, roots),
  );
}

async function fetchProject(name: string, { access, signal }: ReleaseQuestion): Promise<Listed> {
  const { bytes, type, url } = await fetchBytes(new URL(`${name}/`, access.url).href, {
    access,
    accept: ACCEPT,
    maxBytes: MAX_METADATA,
    signal,
  });
  if (!/json/.test(type)) return { files: [], url };
  const { files } = registryJson(bytes, projectSchema, {
    name,
    message: 'The index answers with something else than the files of a project.',
    expected: 'an answer of the simple API (PEP 691)',
  });
  return { files, url };
}
