import type { Analysis } from '@portcullis/scan';
import type { MaterialAnalysed } from './analyseMaterial.ts';
import type { JudgeSettings } from './judgeTarget.ts';
import type { Material } from './material.ts';
import type { Target } from './targets/target.ts';
import { type JudgedTrust, judgeTrust } from './trust/judgeTrust.ts';

/** The version before, as far as it could be read. */
export interface Earlier {
  readonly material: Material | undefined;
  readonly analysis: Analysis;
}

/**
 * What others say of a package: who released it, what it is called, what a feed knows of it, and what a scanner outside finds
 * in its files. Throws what asking a registry and YARA throw.
 */
export async function findingsAround(
  target: Target,
  material: Material,
  after: Exclude<MaterialAnalysed, { is: 'fault' }>,
  before: Earlier | undefined,
  { feed, trust, yara }: Pick<JudgeSettings, 'feed' | 'trust' | 'yara'>,
): Promise<JudgedTrust> {
  const { ecosystem, name, version } = after.analysis;
  const known = name === undefined || version === undefined ? undefined : feed?.find(ecosystem, name, version);
  const { findings, release } = await judgeTrust(
    target,
    material,
    before?.material,
    after.analysis,
    before?.analysis,
    trust,
  );
  const matched = yara === undefined || after.is === 'broke' ? [] : await yara(after.files ?? []);
  return { findings: [...findings, ...(known ?? []), ...matched], release };
}
