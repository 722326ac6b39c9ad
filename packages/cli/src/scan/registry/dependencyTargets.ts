import { type AddedDependency, versionFor } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import type { Material } from '../material.ts';
import type { Target } from '../targets/target.ts';
import { parsePackageId } from './packageId.ts';
import { type PurlContext, purlTargets } from './purlTargets.ts';

/** The archives that an install of a dependency takes, or why there are none to judge. */
export type FoundDependency =
  | { readonly is: 'found'; readonly archives: readonly { readonly target: Target; readonly material: Material }[] }
  | { readonly is: 'unjudged'; readonly why: string };

/** Throws `digest-mismatch`: bytes that are not what the registry says are no gap but a finding. */
export type FindDependency = (dependency: AddedDependency) => Promise<FoundDependency>;

/** Finds dependencies where the machine's own client would install them from, as the package itself is fetched. */
export function dependencyTargets(context: PurlContext): FindDependency {
  return async ({ ecosystem, from, range, asks }) => {
    switch (from) {
      case 'git':
      case 'url':
      case 'file':
        return { is: 'unjudged', why: `it comes from outside the registry, ${range.slice(0, 200)}` };
      case 'registry':
      case 'alias':
    }
    try {
      const { name } = parsePackageId(`pkg:${ecosystem}/${encodeURIComponent(asks.name)}`);
      const offered =
        ecosystem === 'npm'
          ? (await context.registries.npm(name)).packument
          : { versions: (await context.registries.pypi(name)).project.versions, tags: {} };
      const version = versionFor(ecosystem, asks.range, offered);
      if (version === undefined) return { is: 'unjudged', why: `the registry has no version of it for ${asks.range}` };
      const targets = await purlTargets(
        `pkg:${ecosystem}/${encodeURIComponent(name)}@${encodeURIComponent(version)}`,
        undefined,
        context,
      );
      const archives = [];
      for (const target of targets) archives.push({ target, material: await target.load() });
      return { is: 'found', archives };
    } catch (error) {
      if (!(error instanceof CliFault) || error.code === 'digest-mismatch') throw error;
      return { is: 'unjudged', why: `${error.message} (${error.found ?? error.code})` };
    }
  };
}
