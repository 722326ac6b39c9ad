import { maxSatisfying as maxPep440, validRange as validPep440Range } from '@renovatebot/pep440';
import { maxSatisfying, satisfies, valid, validRange } from 'semver';
import type { Ecosystem } from '../artifact.ts';
import { previousVersion } from './previousVersion.ts';

/** What a registry has to choose from. */
export interface Offered {
  readonly versions: readonly string[];
  /** Distribution tags of npm. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The version that a fresh install takes for a range today: for npm what a tag names, `latest` where it fits, else the newest
 * that fits; for PyPI the newest that fits, a pre-release only where nothing else does. Undefined where nothing fits.
 */
export function versionFor(ecosystem: Ecosystem, range: string, { versions, tags }: Offered): string | undefined {
  const wanted = range.trim();
  if (ecosystem === 'pypi') return pythonVersion(wanted, versions);
  if (Object.hasOwn(tags, wanted)) return tags[wanted];
  if (validRange(wanted) === null) return undefined;
  const latest = Object.hasOwn(tags, 'latest') ? tags['latest'] : undefined;
  if (latest !== undefined && versions.includes(latest) && satisfies(latest, wanted, true)) return latest;
  return (
    maxSatisfying(
      versions.filter((one) => valid(one) !== null),
      wanted,
      true,
    ) ?? undefined
  );
}

function pythonVersion(range: string, versions: readonly string[]): string | undefined {
  if (range === '' || range === '*')
    return previousVersion('pypi', versions, undefined) ?? maxPep440([...versions], '>=0') ?? undefined;
  // Poetry's own ranges are those of npm.
  if (/^[\^~](?!=)/.test(range))
    return validRange(range) === null
      ? undefined
      : (maxSatisfying(
          versions.filter((one) => valid(one) !== null),
          range,
        ) ?? undefined);
  return validPep440Range(range) ? (maxPep440([...versions], range) ?? undefined) : undefined;
}
