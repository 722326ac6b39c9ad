import { createHash, hash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import { RULES } from '@portcullis/scan';
import { digestOfMaterial, type Material } from './material.ts';
import type { JudgeSettings } from './judgeTarget.ts';
import type { Outcome } from './worker/judgePool.ts';
import type { Analysed } from './worker/wire.ts';

/** What came of one package; of one whose judge broke, nothing is known but that. */
export type MaterialAnalysed = Exclude<Outcome, { is: 'broke' }> | (Analysed & { readonly is: 'broke' });

/** Has one package analysed in the confined worker, or takes what was said of the same bytes before. */
export async function analyseMaterial(
  material: Material,
  name: string,
  settings: AnalyseSettings,
  wantsFiles: boolean,
): Promise<MaterialAnalysed> {
  const outcome = await analyse(material, settings, wantsFiles);
  return outcome.is === 'broke' ? { is: 'broke', ...brokenAnalysis(name, bytesDigest(material), outcome) } : outcome;
}

export type AnalyseSettings = Pick<JudgeSettings, 'pool' | 'cache' | 'version' | 'rules' | 'source'>;

async function analyse(material: Material, settings: AnalyseSettings, wantsFiles: boolean): Promise<Outcome> {
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

function keyOf(material: Material, { version, rules, source }: AnalyseSettings): string {
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
      atInstall: [],
      handlesKeys: false,
      uses: [],
      addresses: [],
      checks: [],
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
