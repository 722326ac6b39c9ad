import { compare as comparePep440, valid as validPep440 } from '@renovatebot/pep440';
import type { Artifact } from '../artifact.ts';
import type { ManifestContext, ManifestPart } from './manifestPart.ts';

/** Whether all manifests of a package give it one name and one version. */
export function checkIdentity(
  artifact: Artifact,
  parts: readonly ManifestPart[],
  { files, notes }: ManifestContext,
): void {
  const disagree = (file: string, text: string, why: string): void => {
    notes.find({
      rule: 'manifest.disagrees',
      decision: 'review',
      file,
      text,
      what: 'disagrees with another manifest',
      why,
    });
  };
  if (artifact.form === 'wheel') {
    const folder = [...files.keys()].find((path) => /^[^/]+\.dist-info\/METADATA$/.test(path))?.split('/', 1)[0];
    const part = parts.find(({ name }) => name !== undefined);
    const [, name = '', version = ''] = /^(.+?)-([^-]+)\.dist-info$/.exec(folder ?? '') ?? [];
    if (folder === undefined || part?.name === undefined || part.version === undefined) return;
    if (normalName(name) !== normalName(part.name) || !sameVersion(version, part.version)) {
      disagree(
        `${folder}/METADATA`,
        `${part.name} ${part.version}`,
        `The folder says ${name} ${version}, the metadata ${part.name} ${part.version}.`,
      );
    }
    return;
  }
  const names = new Map(parts.flatMap(({ name }) => (name === undefined ? [] : [[normalName(name), name] as const])));
  if (names.size > 1) {
    disagree(
      manifestOf(artifact),
      [...names.values()].join(', '),
      `The manifests of the package give it several names: ${[...names.values()].join(', ')}.`,
    );
  }
  const versions = parts.flatMap(({ version }) => (version === undefined ? [] : [version]));
  const other = versions.find((version) => !sameVersion(version, versions[0] ?? ''));
  if (other !== undefined) {
    const both = `${versions[0] ?? ''}, ${other}`;
    disagree(manifestOf(artifact), both, `The manifests of the package give it several versions: ${both}.`);
  }
}

function manifestOf({ ecosystem }: Artifact): string {
  return ecosystem === 'npm' ? 'package.json' : 'PKG-INFO';
}

/** PEP 503. */
function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** PEP 440 where both are such versions: `1.0`, `1.0.0` and `v1` are one. */
function sameVersion(a: string, b: string): boolean {
  return a === b || (validPep440(a) !== null && validPep440(b) !== null && comparePep440(a, b) === 0);
}
