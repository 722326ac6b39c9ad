import type { Ecosystem } from '../artifact.ts';
import { npmSource } from '../manifest/dependencySource.ts';
import type { Dependency } from '../manifest/manifest.ts';
import type { Analysis } from '../judge/analysis.ts';

/** A package that an install brings and the version before did not. */
export interface AddedDependency {
  readonly ecosystem: Ecosystem;
  /** As it is declared, and by which the code imports it. */
  readonly name: string;
  /** As written. */
  readonly range: string;
  readonly from: Dependency['from'];
  /** What a registry is asked for, behind an alias too. Meaningless where it comes from elsewhere. */
  readonly asks: { readonly name: string; readonly range: string };
}

/**
 * The dependencies of an update that the version before did not have. What counts is what is brought, not what it
 * is called: a known name that now stands for another package, or for another place, is a new dependency. What lies inside
 * the package itself was judged with it.
 */
export function addedDependencies(before: Analysis, after: Analysis): readonly AddedDependency[] {
  const known = new Set([...dependenciesOf(before).map(broughtBy), ...BUILDERS[after.ecosystem]]);
  const inside = new Set(
    after.files.flatMap(({ path }) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return dependenciesOf(after).filter((one) => !known.has(broughtBy(one)) && !inside.has(one.name));
}

/** What builds a source archive that does not say what does (PEP 517), so that to say it brings nothing new. */
const BUILDERS: Readonly<Record<Ecosystem, readonly string[]>> = { npm: [], pypi: ['setuptools', 'wheel'] };

/** All that a version brings at install. */
export function dependenciesOf({
  ecosystem,
  declared,
}: Pick<Analysis, 'ecosystem' | 'declared'>): readonly AddedDependency[] {
  return Object.entries(declared.dependencies).map(([name, range]) => {
    const from = ecosystem === 'npm' ? npmSource(range) : pythonSource(range);
    return { ecosystem, name, range, from, asks: from === 'alias' ? aliased(range) : { name, range } };
  });
}

/** What an install gets by it, the same for two names of one package. */
export function broughtBy({ ecosystem, from, asks, range }: AddedDependency): string {
  switch (from) {
    case 'registry':
    case 'alias':
      return ecosystem === 'pypi' ? asks.name.toLowerCase().replaceAll(/[-_.]+/g, '-') : asks.name;
    case 'git':
    case 'url':
    case 'file':
      // Another tag of one repository is not another dependency.
      return `${from} ${range.replace(/[#@][^/]*$/, '')}`;
  }
}

/** `npm:name@range` */
function aliased(range: string): AddedDependency['asks'] {
  const [, name = '', inner = ''] = /^npm:((?:@[^/@]+\/)?[^@]*)(?:@(.*))?$/i.exec(range.trim()) ?? [];
  return { name, range: inner };
}

/** The address behind `name @ address`. */
function pythonSource(range: string): Dependency['from'] {
  if (/^(?:git|hg|svn|bzr)\+/i.test(range)) return 'git';
  if (/^file:/i.test(range)) return 'file';
  return /^https?:/i.test(range) ? 'url' : 'registry';
}
