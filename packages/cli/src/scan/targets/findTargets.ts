import { existsSync } from 'node:fs';
import { CliFault } from '../../cliFault.ts';
import { type PurlContext, purlTargets } from '../registry/purlTargets.ts';
import { pathTargets } from './pathTargets.ts';
import type { Target } from './target.ts';

/**
 * All packages that the command line names, each with the version before where `since` gives one. Throws `bad-usage` for
 * a `since` that belongs to no target, and what finding and asking registries throws.
 */
export async function findTargets(
  given: readonly string[],
  since: string | undefined,
  context: PurlContext,
): Promise<readonly Target[]> {
  const isPath = since !== undefined && existsSync(since);
  const lists: (readonly Target[])[] = [];
  for (const one of given) {
    if (one.startsWith('pkg:')) lists.push(await purlTargets(one, isPath ? undefined : since, context));
    else if (since !== undefined && !isPath) throw noSuchSince(one, since);
    else lists.push(pathTargets(one));
  }
  const targets = lists.flat();
  if (since === undefined || !isPath) return targets;
  const earlier = pathTargets(since);
  if (targets.length === 1 && earlier.length === 1)
    return targets.map((target) => ({ ...target, before: only(earlier) }));
  const pairs = given.length === 1 ? paired(targets, earlier) : targets;
  if (pairs.some(({ before }) => before !== undefined)) return pairs;
  throw new CliFault('bad-usage', {
    message: 'It is not clear what is compared with what.',
    found: `${targets.length} packages, and --since ${since} with ${earlier.length}`,
    expected: 'one package and the one before it, or two installations (node_modules, site-packages)',
  });
}

/** Installations are compared package by package, by where each lies; what is new has nothing before it, and is judged as what an update brings. */
function paired(targets: readonly Target[], earlier: readonly Target[]): readonly Target[] {
  const before = new Map(earlier.map((target) => [placeOf(target), target]));
  return targets.map((target) => {
    const found = before.get(placeOf(target));
    return found === undefined ? { ...target, isAdded: true } : { ...target, before: found };
  });
}

function placeOf({ name }: Target): string {
  const at = name.search(/(node_modules|site-packages|dist-packages)\//);
  // A distribution's folder has its version in it.
  return (at < 0 ? name : name.slice(at)).replace(/-[^-/]+\.dist-info$/, '');
}

function only(targets: readonly Target[]): Target {
  const [one] = targets;
  if (one === undefined) throw new RangeError('no target');
  return one;
}

function noSuchSince(target: string, since: string): CliFault {
  return new CliFault('bad-usage', {
    message: 'There is nothing to compare with.',
    found: `--since ${since} for ${target}: no such file or folder`,
    expected: 'a file or folder; a version or `previous` go with a package URL, because a registry has to be asked',
  });
}
