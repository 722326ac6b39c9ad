import type { Millis } from '@portcullis/model';
import {
  type Analysis,
  nameFindings,
  type PackageFinding,
  type ReleaseTrust,
  trustFindings,
  type TrustRules,
} from '@portcullis/scan';
import type { Material } from '../material.ts';
import type { Target } from '../targets/target.ts';
import type { GetRoots } from './releaseQuestion.ts';

/** What releases and names are held against. */
export interface TrustSettings {
  readonly rules: TrustRules;
  readonly roots: GetRoots;
  readonly now: Millis;
}

/** What is known of a release, and what speaks against it. */
export interface JudgedTrust {
  readonly findings: readonly PackageFinding[];
  readonly release: ReleaseTrust | undefined;
}

/**
 * What speaks against the name of a package and against whoever released it. A folder or an archive that lies here has
 * nobody to ask; its name is looked at all the same, unless the version before had it too. Throws what asking a registry throws.
 */
export async function judgeTrust(
  target: Target,
  material: Material,
  earlier: Material | undefined,
  { ecosystem, name }: Analysis,
  before: Analysis | undefined,
  { rules, roots, now }: TrustSettings,
): Promise<JudgedTrust> {
  const found: PackageFinding[] = [];
  if (name !== undefined && before?.name !== name)
    found.push(
      ...nameFindings(name, ecosystem, {
        ...rules.namesOf(ecosystem),
        isPublic: target.registry !== undefined && !rules.isOwnRegistry(target.registry),
      }),
    );
  const after = await trustOf(target, material, roots);
  if (after === undefined) return { findings: found, release: undefined };
  const was =
    target.before === undefined || earlier === undefined ? undefined : await trustOf(target.before, earlier, roots);
  const cooldown = rules.cooldownOf(ecosystem, name ?? '', now);
  return { findings: [...found, ...trustFindings(was, after, { now, cooldown })], release: after };
}

/** What is known of a release; `undefined` where nobody can be asked. */
export async function trustOf(
  { trust }: Target,
  material: Material,
  roots: GetRoots,
): Promise<ReleaseTrust | undefined> {
  return trust === undefined || material.is !== 'archive' ? undefined : await trust(material.bytes, roots);
}
