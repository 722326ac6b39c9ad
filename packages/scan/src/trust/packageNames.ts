import type { Ecosystem } from '../artifact.ts';

/** Names of one ecosystem that mean something where packages are used. */
export interface PackageNames {
  /** Names that people mean: well-known ones, and those in use already. */
  readonly known: ReadonlySet<string>;
  /** Names, or scopes ending in `/`, that belong to the organisation and come from its own registry. */
  readonly own: readonly string[];
}

/** A name as its ecosystem compares it (for PyPI: PEP 503). */
export function normalName(ecosystem: Ecosystem, name: string): string {
  return ecosystem === 'pypi' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name;
}
