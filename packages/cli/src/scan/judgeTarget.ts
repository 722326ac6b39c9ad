import { createHash, hash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import {
  type Analysis,
  type CapabilityLock,
  decide,
  type FoundFile,
  type Judgement,
  type OsvFeed,
  type PackageFinding,
  type PackagePermit,
  RULES,
  type ScanFault,
} from '@portcullis/scan';
import type { AnalysisCache } from './analysisCache.ts';
import { digestOfMaterial, type Material } from './material.ts';
import type { Target } from './targets/target.ts';
import { judgeTrust, type TrustSettings } from './trust/judgeTrust.ts';
import type { JudgePool, Outcome } from './worker/judgePool.ts';
import type { Analysed, AnalyseRequest } from './worker/wire.ts';

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

export type Judged =
  | { readonly is: 'judged'; readonly target: Target; readonly judgement: Judgement; readonly analysis: Analysis }
  /** Nothing to judge, for a person to mend. */
  | { readonly is: 'fault'; readonly target: Target; readonly fault: ScanFault };

/** Judges one package: loads it, and its predecessor where there is one. Throws what loading, asking registries and YARA throw. */
export async function judgeTarget(target: Target, settings: JudgeSettings): Promise<Judged> {
  const material = await target.load();
  const after = await analyse(material, settings, settings.yara !== undefined);
  if (after.is === 'fault') return { is: 'fault', target, fault: after.fault };
  const earlier = await target.before?.load();
  const before = earlier === undefined ? undefined : await analyse(earlier, settings, false);
  if (before?.is === 'fault') return { is: 'fault', target: target.before ?? target, fault: before.fault };

  const { analysis, more } = after.is === 'broke' ? brokenAnalysis(target.name, bytesDigest(material), after) : after;
  const { ecosystem, name, version } = analysis;
  const known =
    settings.feed === undefined || name === undefined || version === undefined
      ? []
      : settings.feed.find(ecosystem, name, version);
  const earlierAnalysis = before?.is === 'analysed' ? before.analysis : undefined;
  const trust = await judgeTrust(target, material, earlier, analysis, earlierAnalysis, settings.trust);
  const yara = settings.yara === undefined || after.is === 'broke' ? [] : await settings.yara(after.files ?? []);
  const judgement = decide(analysis, {
    // A comparison with half a package would call the other half removed.
    ...(before?.is === 'analysed' && after.is === 'analysed' ? { before: before.analysis } : {}),
    ...(settings.lock === undefined ? {} : { lock: settings.lock }),
    permits: settings.permits,
    more: [
      ...more,
      ...settings.sourceFindings,
      ...trust,
      ...known,
      ...yara,
      ...(before?.is === 'broke' && earlier !== undefined
        ? brokenAnalysis(target.before?.name ?? '', bytesDigest(earlier), before).more
        : []),
    ],
  });
  return { is: 'judged', target, judgement, analysis };
}

async function analyse(material: Material, settings: JudgeSettings, wantsFiles: boolean): Promise<Outcome> {
  const { cache, pool, rules, source } = settings;
  const key = keyOf(material, settings);
  // What another program is to see is unpacked anew.
  const kept = wantsFiles ? undefined : cache?.get(key);
  if (kept !== undefined) return { is: 'analysed', ...kept };
  const outcome = await pool.analyse({ material, rules, wantsFiles, ...(source === undefined ? {} : { source }) });
  // A worker that broke may have had a bad day; a fault has nothing to keep.
  if (outcome.is === 'analysed' && !wantsFiles) cache?.set(key, { analysis: outcome.analysis, more: outcome.more });
  return outcome;
}

function keyOf(material: Material, { version, rules, source }: JudgeSettings): string {
  const sources =
    source === undefined
      ? null
      : digestOfMaterial({ is: 'files', name: '', form: 'folder', ecosystem: 'npm', files: source, unread: [] });
  return createHash('sha256')
    .update(JSON.stringify([version, digestOfMaterial(material), rules.map(({ name, text }) => [name, text]), sources]))
    .digest('hex');
}

/** Of an archive's bytes as they came, as its analysis would have it. */
function bytesDigest(material: Material): Digest {
  return material.is === 'archive'
    ? (`sha256:${hash('sha256', material.bytes, 'hex')}` as Digest)
    : digestOfMaterial(material);
}

/** A package whose judge broke: nothing is known of it but that, and that is a hold. */
function brokenAnalysis(
  name: string,
  digest: Digest,
  { rule, file, why }: Extract<Outcome, { is: 'broke' }>,
): Analysed {
  const { severity, title, advice } = RULES[rule];
  const [at, while_] =
    file === undefined || file === ''
      ? [name, file === '' ? ', while it followed what flows between its files' : '']
      : [file, `, while it read ${file}`];
  return {
    analysis: {
      subject: name,
      digest,
      ecosystem: 'npm',
      files: [],
      declared: { hooks: [], dependencies: {}, protections: [] },
      uses: [],
      findings: [],
      unread: [{ file: at, why: `${title}: ${why}` }],
    },
    more: [
      {
        rule,
        severity,
        confidence: 'high',
        decision: 'hold',
        places: [{ file: at, what: title }],
        why: `The judge of ${name} ${why}${while_}.`,
        advice,
        key: `${rule} ${file ?? ''}`,
      },
    ],
  };
}
