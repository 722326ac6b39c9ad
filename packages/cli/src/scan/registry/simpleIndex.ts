import { DEFAULT_LIMITS } from '@portcullis/scan';
import { z } from 'zod';
import { CliFault } from '../../cliFault.ts';
import type { Material } from '../material.ts';
import { fetchBytes } from './fetchBytes.ts';
import { checkDigest } from './integrity.ts';
import { unknownVersion } from './npmRegistry.ts';
import type { RegistryAccess } from './registryAccess.ts';
import { registryJson } from './registryJson.ts';

/** One file of a project on an index. */
export interface IndexFile {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly sha256: string | undefined;
  readonly isYanked: boolean;
}

/** What an index has of one project. */
export interface IndexProject {
  readonly versions: readonly string[];
  /** Files of a version that are judged: its source archive and its universal wheel, else one wheel; or the one named. */
  readonly filesOf: (version: string, file?: string) => readonly IndexFile[];
  readonly fetch: (file: IndexFile) => Promise<Material>;
}

const MAX_METADATA = 64 * 1024 * 1024;
const ACCEPT = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.5, text/html; q=0.2';

/** PEP 691. */
const projectSchema = z.looseObject({
  files: z.array(
    z.looseObject({
      filename: z.string().max(512),
      url: z.string().max(4096),
      hashes: z.record(z.string(), z.string()),
      yanked: z.union([z.boolean(), z.string()]).optional(),
    }),
  ),
});

/** Asks an index for the files of a project (PEP 503, PEP 691). Throws what a fetch throws. */
export async function indexProject(name: string, access: RegistryAccess, signal: AbortSignal): Promise<IndexProject> {
  const { bytes, type, url } = await fetchBytes(new URL(`${name}/`, access.url).href, {
    access,
    accept: ACCEPT,
    maxBytes: MAX_METADATA,
    signal,
  });
  const listed = (/json/.test(type) ? fromJson(bytes, name) : fromHtml(Buffer.from(bytes).toString('utf8'))).flatMap(
    ({ filename, href, sha256, isYanked }) => {
      const version = versionOf(filename, name);
      return version === undefined || !URL.canParse(href, url)
        ? []
        : [{ name: filename, version, url: new URL(href, url).href, sha256, isYanked }];
    },
  );
  return {
    versions: [...new Set(listed.filter(({ isYanked }) => !isYanked).map(({ version }) => version))],
    filesOf: (version, file) => {
      const files = listed.filter((one) => one.version === version && (file === undefined || one.name === file));
      if (files.length === 0)
        throw unknownVersion(name, file ?? version, [...new Set(listed.map((one) => one.version))]);
      return file === undefined ? chosen(files) : files.slice(0, 1);
    },
    fetch: async (file) => {
      if (file.sha256 === undefined || !/^[0-9a-f]{64}$/.test(file.sha256))
        throw new CliFault('digest-mismatch', {
          message: 'The index does not say which bytes this file is.',
          found: `${file.name}: no SHA-256`,
          expected: 'a SHA-256 (PEP 503, PEP 691)',
          remedy: 'Fetch it yourself (pip download), compare it by other means, and scan the file.',
        });
      const { bytes: archive } = await fetchBytes(file.url, {
        access,
        accept: 'application/octet-stream, */*',
        maxBytes: DEFAULT_LIMITS.archiveBytes,
        signal,
      });
      // An index, or whoever sits before it, that swaps the file.
      checkDigest(archive, { algorithm: 'sha256', digest: Buffer.from(file.sha256, 'hex') }, file.name);
      return { is: 'archive', name: file.name, bytes: archive };
    },
  };
}

interface Listed {
  readonly filename: string;
  readonly href: string;
  readonly sha256: string | undefined;
  readonly isYanked: boolean;
}

function fromJson(bytes: Uint8Array, name: string): Listed[] {
  const { files } = registryJson(bytes, projectSchema, {
    name,
    message: 'The index answers with something else than the files of a project.',
    expected: 'an answer of the simple API (PEP 503, PEP 691)',
  });
  return files.map(({ filename, url, hashes, yanked }) => ({
    filename,
    href: url,
    sha256: hashes['sha256'],
    isYanked: yanked !== undefined && yanked !== false,
  }));
}

/** Anchors with the file's name as text and its digest as fragment. No part runs over the next `<`, so that the whole is linear. */
function fromHtml(text: string): Listed[] {
  return [...text.matchAll(/<a\s([^<>]{1,8192})>([^<]{1,512})<\/a>/gi)].flatMap(([, attributes = '', label = '']) => {
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
    const address = unescaped(href?.[1] ?? href?.[2] ?? '');
    if (address === '') return [];
    return [
      {
        filename: unescaped(label).trim(),
        href: address.split('#')[0] ?? '',
        sha256: /#sha256=([0-9a-f]{64})$/.exec(address)?.[1],
        isYanked: /\bdata-yanked\b/i.test(attributes),
      },
    ];
  });
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&#x27;': "'",
  };
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39|#x27);/g, (entity) => named[entity] ?? entity);
}

/** From `name-1.0-py3-none-any.whl` and `name-1.0.tar.gz`; undefined for what is another project's or no package. */
function versionOf(file: string, project: string): string | undefined {
  const wheel = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(file);
  const source = /^(.+)-([^-]+)\.(?:tar\.gz|zip)$/.exec(file);
  const [name, version] = wheel === null ? [source?.[1], source?.[2]] : [wheel[1], wheel[2]];
  return name?.toLowerCase().replaceAll(/[-_.]+/g, '-') === project ? version : undefined;
}

/** What most machines would install, and the source: a thief may poison either alone. */
function chosen(files: readonly IndexFile[]): readonly IndexFile[] {
  const wheels = files.filter(({ name }) => name.endsWith('.whl')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const universal = wheels.filter(({ name }) => name.endsWith('-none-any.whl'));
  const source = files.filter(({ name }) => !name.endsWith('.whl')).slice(0, 1);
  return [...source, ...(universal.length > 0 ? universal.slice(0, 1) : wheels.slice(0, 1))];
}
