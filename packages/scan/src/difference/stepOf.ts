import { parse as parsePep440 } from '@renovatebot/pep440';
import { parse as parseSemver } from 'semver';
import type { Analysis } from '../judge/analysis.ts';

/** How far an update goes by its version numbers; `unknown` where one has none, or one that its ecosystem does not know. */
export type Step = 'same' | 'patch' | 'minor' | 'major' | 'older' | 'unknown';

/** The step between two versions, by semver for npm and by PEP 440 for PyPI. Before 1.0 a minor step counts as major. */
export function stepOf(before: Pick<Analysis, 'version'>, after: Pick<Analysis, 'version' | 'ecosystem'>): Step {
  const was = releaseOf(before.version, after.ecosystem);
  const is = releaseOf(after.version, after.ecosystem);
  if (was === undefined || is === undefined) return 'unknown';
  const first = [0, 1, 2].findIndex((at) => (was[at] ?? 0) !== (is[at] ?? 0));
  if (first < 0) return before.version === after.version ? 'same' : 'patch';
  if ((is[first] ?? 0) < (was[first] ?? 0)) return 'older';
  if (first === 0) return 'major';
  if (first === 1) return (is[0] ?? 0) === 0 && after.ecosystem === 'npm' ? 'major' : 'minor';
  return 'patch';
}

function releaseOf(version: string | undefined, ecosystem: Analysis['ecosystem']): readonly number[] | undefined {
  if (version === undefined) return undefined;
  if (ecosystem === 'pypi') return parsePep440(version)?.release;
  const parsed = parseSemver(version);
  return parsed === null ? undefined : [parsed.major, parsed.minor, parsed.patch];
}
