import { DEFAULT_LIMITS } from '@portcullis/scan';
import { z } from 'zod';
import { CliFault } from '../../cliFault.ts';
import type { Material } from '../material.ts';
import { fetchBytes } from './fetchBytes.ts';
import { checkDigest, strongestOf } from './integrity.ts';
import type { RegistryAccess } from './registryAccess.ts';
import { registryJson } from './registryJson.ts';

/** As much of an abbreviated packument as a fetch needs. */
const packumentSchema = z.looseObject({
  'dist-tags': z.record(z.string().max(256), z.unknown()).optional(),
  versions: z.record(
    z.string().max(256),
    z.looseObject({
      dist: z.looseObject({ tarball: z.string().max(4096), integrity: z.string().max(1024).optional() }),
    }),
  ),
});

/** What a registry has of one npm package. */
export interface NpmPackument {
  readonly versions: readonly string[];
  /** Distribution tags: `latest` and others. */
  readonly tags: Readonly<Record<string, string>>;
  /** Fetches the tarball of a version and checks it. Throws `unknown-package`, `digest-mismatch` and what a fetch throws. */
  readonly fetch: (version: string) => Promise<Material>;
}

const MAX_METADATA = 128 * 1024 * 1024;

/** Asks a registry for all versions of a package. Throws what a fetch throws, and `registry-refused` for what is no packument. */
export async function npmPackument(name: string, access: RegistryAccess, signal: AbortSignal): Promise<NpmPackument> {
  const { bytes } = await fetchBytes(new URL(name.replace('/', '%2f'), access.url).href, {
    access,
    accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8',
    maxBytes: MAX_METADATA,
    signal,
  });
  const { versions, 'dist-tags': tags } = registryJson(bytes, packumentSchema, {
    name,
    message: 'The registry answers with something else than the metadata of a package.',
    expected: 'a packument with versions, each with its tarball and integrity',
  });
  return {
    versions: Object.keys(versions),
    tags: Object.fromEntries(
      Object.entries(tags ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    fetch: async (version) => {
      const dist = Object.hasOwn(versions, version) ? versions[version]?.dist : undefined;
      if (dist === undefined) throw unknownVersion(name, version, Object.keys(versions));
      const wanted = strongestOf(dist.integrity);
      if (wanted === undefined)
        throw new CliFault('digest-mismatch', {
          message: 'The registry does not say which bytes this version is.',
          found: `${name}@${version}: ${dist.integrity ?? 'no integrity'}`,
          expected: 'a SHA-512, SHA-384 or SHA-256',
          remedy: 'Fetch it yourself (npm pack), compare it by other means, and scan the file.',
        });
      const { bytes: tarball } = await fetchBytes(dist.tarball, {
        access,
        accept: 'application/octet-stream, */*',
        maxBytes: DEFAULT_LIMITS.archiveBytes,
        signal,
      });
      // A registry, or whoever sits before it, that swaps the tarball.
      checkDigest(tarball, wanted, `${name}@${version}`);
      return { is: 'archive', name: `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`, bytes: tarball };
    },
  };
}

export function unknownVersion(name: string, version: string, versions: readonly string[]): CliFault {
  return new CliFault('unknown-package', {
    message: 'The registry does not have this version.',
    found: `${name}@${version}`,
    expected: versions.length === 0 ? 'a package with versions' : `such as ${versions.slice(-5).join(', ')}`,
  });
}
