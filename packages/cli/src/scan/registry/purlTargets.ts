import { previousVersion } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import type { Target } from '../targets/target.ts';
import { npmTrust } from '../trust/npmTrust.ts';
import { pypiTrust } from '../trust/pypiTrust.ts';
import { unknownVersion } from './npmRegistry.ts';
import { type PackageId, parsePackageId, purlOf } from './packageId.ts';
import type { Registries } from './registries.ts';
import type { IndexFile } from './simpleIndex.ts';

export interface PurlContext {
  readonly registries: Registries;
  readonly signal: AbortSignal;
  /** Nothing may be fetched. */
  readonly isOffline: boolean;
}

/**
 * What a package URL stands for, from the machine's own registry: one target for npm, one for each judged file of a
 * release of PyPI. `since` is a version, or `previous` for the newest one before. Bytes are fetched when the target is loaded.
 * Throws `bad-target`, `no-registry`, `unknown-package` and what a fetch throws.
 */
export async function purlTargets(
  purl: string,
  since: string | undefined,
  context: PurlContext,
): Promise<readonly Target[]> {
  const id = parsePackageId(purl);
  if (context.isOffline)
    throw new CliFault('bad-target', {
      message: 'A package URL is fetched, and --offline forbids it.',
      found: purl,
      expected: 'a file or a folder',
      remedy: 'Leave --offline out, or fetch the package first (npm pack, pip download) and scan the file.',
    });
  return id.ecosystem === 'npm' ? await npmTargets(id, since, context) : await pypiTargets(id, since, context);
}

async function npmTargets(
  id: PackageId,
  since: string | undefined,
  { registries, signal }: PurlContext,
): Promise<readonly Target[]> {
  const { access, packument } = await registries.npm(id.name);
  const trust = npmTrust(id.name, { access, signal });
  const version = id.version ?? packument.tags['latest'];
  if (version === undefined || !packument.versions.includes(version))
    throw unknownVersion(id.name, version ?? 'latest', packument.versions);
  const target = (one: string): Target => ({
    name: purlOf(id, one),
    registry: access.url,
    load: async () => await packument.fetch(one),
    trust: trust(one),
  });
  const earlier = sinceVersion(id, version, since, packument.versions);
  return [{ ...target(version), ...(earlier === undefined ? {} : { before: target(earlier) }) }];
}

async function pypiTargets(
  id: PackageId,
  since: string | undefined,
  { registries, signal }: PurlContext,
): Promise<readonly Target[]> {
  const { access, project } = await registries.pypi(id.name);
  const trust = pypiTrust(id.name, { access, signal });
  const version = id.version ?? previousVersion('pypi', project.versions, undefined);
  if (version === undefined) throw unknownVersion(id.name, 'any version', project.versions);
  const target = (file: IndexFile): Target => ({
    name: `${purlOf(id, file.version)}?file_name=${encodeURIComponent(file.name)}`,
    registry: access.url,
    load: async () => await project.fetch(file),
    trust: trust(file.name),
  });
  const earlier = sinceVersion(id, version, since, project.versions);
  const before = earlier === undefined ? [] : project.filesOf(earlier);
  return project.filesOf(version, id.file).map((file) => {
    // A wheel against a wheel, a source archive against a source archive, where there is one.
    const same = before.find(({ name }) => name.endsWith('.whl') === file.name.endsWith('.whl')) ?? before[0];
    return { ...target(file), ...(same === undefined ? {} : { before: target(same) }) };
  });
}

function sinceVersion(
  id: PackageId,
  version: string,
  since: string | undefined,
  versions: readonly string[],
): string | undefined {
  if (since === undefined) return undefined;
  if (since !== 'previous') {
    if (!versions.includes(since)) throw unknownVersion(id.name, since, versions);
    return since;
  }
  const found = previousVersion(id.ecosystem, versions, version);
  if (found !== undefined) return found;
  throw new CliFault('unknown-package', {
    message: 'There is no version before this one to compare with.',
    found: `${purlOf(id, version)} is the first`,
    expected: 'an earlier version',
    remedy: 'Leave --since out: the version is then judged by itself.',
  });
}
