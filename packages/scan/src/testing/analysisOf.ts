import { digestOf } from '@portcullis/model';
import type { Analysis } from '../judge/analysis.ts';
import type { PackageFinding } from '../packageFinding.ts';

/** An analysis of a package that does nothing, with what a test adds; files by their content. */
export function analysisOf({
  files = { 'index.js': 'export {}' },
  ...rest
}: Partial<Omit<Analysis, 'files'>> & { readonly files?: Readonly<Record<string, string>> } = {}): Analysis {
  return {
    subject: 'pkg:npm/example@1.0.0',
    ecosystem: 'npm',
    name: 'example',
    version: '1.0.0',
    digest: digestOf(JSON.stringify(files)),
    declared: { hooks: [], dependencies: {}, protections: [] },
    atInstall: [],
    handlesKeys: false,
    uses: [],
    addresses: [],
    checks: [],
    findings: [],
    unread: [],
    ...rest,
    files: Object.entries(files).map(([path, text]) => ({ path, digest: digestOf(text), bytes: text.length })),
  };
}

/** A finding of a flow in one file. */
export function findingOf(finding: Partial<PackageFinding> = {}): PackageFinding {
  return {
    rule: 'flow.key-to-network',
    severity: 'critical',
    confidence: 'high',
    decision: 'hold',
    places: [{ file: 'index.js', what: 'is sent by fetch()' }],
    why: 'Key material is sent out.',
    advice: 'Do not install.',
    key: 'flow.key-to-network key network global:fetch',
    ...finding,
  };
}
