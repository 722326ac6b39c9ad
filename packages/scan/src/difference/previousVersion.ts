import { compare as comparePep440, explain, valid as validPep440 } from '@renovatebot/pep440';
import { compare, prerelease, valid } from 'semver';
import type { Ecosystem } from '../artifact.ts';

/**
 * The newest version before one, or the newest of all where none is given; by SemVer for npm and PEP 440 for PyPI.
 * Pre-releases count only for a pre-release. Versions that their ecosystem does not know are passed over.
 */
export function previousVersion(
  ecosystem: Ecosystem,
  versions: readonly string[],
  version: string | undefined,
): string | undefined {
  const { isKnown, isEarly, order } = ORDERS[ecosystem];
  if (version !== undefined && !isKnown(version)) return undefined;
  const takesEarly = version !== undefined && isEarly(version);
  return versions
    .filter(isKnown)
    .filter((one) => takesEarly || !isEarly(one))
    .filter((one) => version === undefined || order(one, version) < 0)
    .toSorted(order)
    .at(-1);
}

interface Order {
  readonly isKnown: (version: string) => boolean;
  /** A pre-release. */
  readonly isEarly: (version: string) => boolean;
  readonly order: (a: string, b: string) => number;
}

const ORDERS: Readonly<Record<Ecosystem, Order>> = {
  npm: { isKnown: (one) => valid(one) !== null, isEarly: (one) => prerelease(one) !== null, order: compare },
  pypi: {
    isKnown: (one) => validPep440(one) !== null,
    isEarly: (one) => explain(one)?.is_prerelease === true,
    order: comparePep440,
  },
};
