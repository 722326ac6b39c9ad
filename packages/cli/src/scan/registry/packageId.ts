import type { Ecosystem } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';

/** A package of a registry, by a package URL. */
export interface PackageId {
  readonly ecosystem: Ecosystem;
  /** As the registry writes it: `@scope/name`, or normalised (PEP 503). */
  readonly name: string;
  readonly version: string | undefined;
  /** `?file_name=`: one file of a release of PyPI. */
  readonly file: string | undefined;
}

const NPM_NAME = /^(?:@[A-Za-z0-9~_-][A-Za-z0-9._~-]*\/)?[A-Za-z0-9~_-][A-Za-z0-9._~-]*$/;
const PYPI_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9.+!_-]{0,127}$/;
const FILE = /^[A-Za-z0-9][A-Za-z0-9._+!-]{0,254}$/;

/** Reads `pkg:npm/%40scope/name@1.2.3` or `pkg:pypi/name@1.0?file_name=name-1.0.tar.gz`. Throws `bad-target`. */
export function parsePackageId(purl: string): PackageId {
  const parts = /^pkg:(npm|pypi)\/([^@?#]+)(?:@([^?#]+))?(?:\?file_name=([^&#]+))?$/.exec(purl);
  if (parts === null) throw badPurl(purl);
  const [ecosystem, name, version, file] = [parts[1], ...parts.slice(2).map(decoded)];
  if (name === undefined || (version !== undefined && !VERSION.test(version))) throw badPurl(purl);
  if (ecosystem === 'npm') {
    // A name with dots for segments would ask the registry for something else.
    if (!NPM_NAME.test(name) || name.length > 214 || file !== undefined) throw badPurl(purl);
    return { ecosystem, name, version, file };
  }
  if (!PYPI_NAME.test(name) || (file !== undefined && !FILE.test(file))) throw badPurl(purl);
  return { ecosystem: 'pypi', name: name.toLowerCase().replaceAll(/[-_.]+/g, '-'), version, file };
}

/** The package URL of a package in a version. */
export function purlOf({ ecosystem, name }: Pick<PackageId, 'ecosystem' | 'name'>, version: string): string {
  return `pkg:${ecosystem}/${name.replace(/^@/, '%40')}@${encodeURIComponent(version)}`;
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return '';
  }
}

function badPurl(purl: string): CliFault {
  return new CliFault('bad-target', {
    message: 'This package URL cannot be used.',
    found: purl,
    expected: 'pkg:npm/name@1.2.3, pkg:npm/%40scope/name@1.2.3 or pkg:pypi/name@1.0',
  });
}
