import {
  type Analysis,
  type CapabilityLock,
  decide,
  type FoundFile,
  type Judgement,
  type OsvFeed,
  type PackageFinding,
  type PackagePermit,
  type ScanFault,
} from '@portcullis/scan';
import { analyseMaterial } from './analyseMaterial.ts';
import type { AnalysisCache } from './analysisCache.ts';
import { findingsAround } from './findingsAround.ts';
import type { JudgeDependencies } from './judgeDependencies.ts';
import type { Target } from './targets/target.ts';
import type { TrustSettings } from './trust/judgeTrust.ts';
import type { JudgePool } from './worker/judgePool.ts';
import type { AnalyseRequest } from './worker/wire.ts';

/** What every package of one run is judged with. */
export interface JudgeSettings {
  readonly pool: JudgePool;
  readonly cache: AnalysisCache | undefined;
  /** Digest of the judge, so that a kept analysis is one that this judge would make. */
  readonly version: string;
  readonly rules: AnalyseRequest['rules'];
  readonly source: readonly FoundFile[] | undefined;
  /** What speaks against the commit that the source comes from. */
  readonly sourceFindings: readonly PackageFinding[];
  readonly trust: TrustSettings;
  readonly lock: CapabilityLock | undefined;
  readonly feed: OsvFeed | undefined;
  readonly permits: readonly PackagePermit[];
  /** A scanner outside, of the unpacked files. */
  readonly yara: ((files: readonly FoundFile[]) => Promise<readonly PackageFinding[]>) | undefined;
}

/** What a package is judged with that is given to be judged, and not because another brings it. */
export interface TargetSettings extends JudgeSettings {
  readonly judgeDependencies: JudgeDependencies;
}

export type Judged =
  | { readonly is: 'judged'; readonly target: Target; readonly judgement: Judgement; readonly analysis: Analysis }
  /** Nothing to judge, for a person to mend. */
  | { readonly is: 'fault'; readonly target: Target; readonly fault: ScanFault };

/** Judges one package: loads it, and its predecessor where there is one. Throws what loading, asking registries and YARA throw. */
export async function judgeTarget(target: Target, settings: TargetSettings): Promise<Judged> {
  const material = await target.load();
  const after = await analyseMaterial(material, target.name, settings, settings.yara !== undefined);
  if (after.is === 'fault') return { is: 'fault', target, fault: after.fault };
  const earlier = await target.before?.load();
  const before =
    earlier === undefined ? undefined : await analyseMaterial(earlier, target.before?.name ?? '', settings, false);
  if (before?.is === 'fault') return { is: 'fault', target: target.before ?? target, fault: before.fault };

  const { analysis } = after;
  // A comparison with half a package would call the other half removed.
  const compared = before?.is === 'analysed' && after.is === 'analysed' ? before.analysis : undefined;
  const known = before?.is === 'analysed' ? { material: earlier, analysis: before.analysis } : undefined;
  const { findings, release } = await findingsAround(target, material, after, known, settings);
  const judgement = decide(analysis, {
    ...(compared === undefined
      ? { isAdded: target.isAdded === true }
      : { before: compared, dependencies: await settings.judgeDependencies(compared, analysis, target) }),
    ...(settings.lock === undefined ? {} : { lock: settings.lock }),
    permits: settings.permits,
    release,
    more: [...after.more, ...settings.sourceFindings, ...findings, ...(before?.is === 'broke' ? before.more : [])],
  });
  return { is: 'judged', target, judgement, analysis };
}
