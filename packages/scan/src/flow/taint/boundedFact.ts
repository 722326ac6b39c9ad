import type { PairTable } from '../../dense/pairTable.ts';
import type { AccessPaths } from './accessPaths.ts';

/** So many ways to hold the secret are told apart whole, and by one member; more are one. */
const PATHS_IN_FULL = 2;
const PATHS_BY_ONE = 4;

/**
 * The fact that is kept for one. Of an object that holds the secret in many places, of which `held` are kept already,
 * less is kept of each; -1 where no more is to be kept than that it holds it somewhere.
 */
export function boundedFact(
  facts: PairTable,
  paths: AccessPaths,
  fact: number,
  held: number,
  isKept: (fact: number) => boolean,
): number {
  const path = facts.secondOf(fact);
  if (held < PATHS_IN_FULL || path === paths.WHOLE || isKept(fact)) return fact;
  const value = facts.firstOf(fact);
  // Where all of a member is the secret, so is what is somewhere in it.
  const whole = facts.idOf(value, paths.under(paths.head(path) as string, paths.WHOLE));
  if (isKept(whole)) return whole;
  const first = facts.idOf(value, paths.cut(path, 1));
  return held < PATHS_BY_ONE || isKept(first) ? first : -1;
}
