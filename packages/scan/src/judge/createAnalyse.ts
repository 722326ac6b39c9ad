import type { Artifact, PackageFile } from '../artifact.ts';
import { analyseFlow } from '../flow/analyseFlow.ts';
import { flowFinding } from '../flow/flowFinding.ts';
import type { CapabilityUse, CheckUse, FlowReport } from '../flow/flowReport.ts';
import { addressesIn } from '../flow/money/addressesIn.ts';
import { redirectFindings } from '../flow/money/redirectFindings.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { type LineStarts, lineStartsOf, placeOf } from '../textOf.ts';
import type { AnalysedCheck, AnalysedUse, Analysis } from './analysis.ts';
import { besideFlows } from './besideFlows.ts';
import { languageOf } from './codeOf.ts';
import { filesAtInstall } from './filesAtInstall.ts';
import { handlesKeys } from './handlesKeys.ts';
import { createLowerer, type LoweredFile, type Lowerer } from './lowerPackage.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { standingFacts } from './standingFacts.ts';
import { subjectOf } from './subjectOf.ts';

/** Says which file is being looked at, before it is, so that whoever waits can tell what it hung on. Empty: all together. */
export type OnFile = (path: string) => void;

/** Turns what was read into what is in it. */
export interface Analyse {
  (artifact: Artifact, called: string, onFile?: OnFile): Analysis;
  readonly lowerer: Lowerer;
}

/**
 * The judge's own work on one version: lowers its code, follows the flows, and lets every detector look. Never throws for
 * what is in the package. `called` is its name where it has none of its own.
 */
export function createAnalyse(python: PythonLowering): Analyse {
  const lowerer = createLowerer(python);
  const analyse = (artifact: Artifact, called: string, onFile: OnFile = () => undefined): Analysis => {
    const lowered = lowerAll(artifact, lowerer, onFile);
    onFile('');
    const modules = lowered.map(({ module }) => module);
    const standing = standingFacts(artifact, modules);
    const atInstall = filesAtInstall(standing.started, modules);
    const report = analyseFlow(modules, {
      atInstall,
      ...(artifact.name === undefined ? {} : { name: artifact.name }),
    });
    const beside = besideFlows(artifact, lowered, python);
    const textAt = createTexts(lowered, beside.texts);
    return {
      subject: subjectOf(artifact, called),
      digest: artifact.digest,
      ecosystem: artifact.ecosystem,
      ...(artifact.name === undefined ? {} : { name: artifact.name }),
      ...(artifact.version === undefined ? {} : { version: artifact.version }),
      files: artifact.files.map(({ path, digest, bytes }) => ({ path, digest, bytes: bytes.length })),
      declared: standing.declared,
      atInstall,
      handlesKeys: handlesKeys(modules),
      uses: [...[...report.uses, ...beside.uses].map((use) => analysedUse(use, textAt)), ...standing.uses],
      addresses: addressesIn(modules),
      checks: report.checks.map((check) => analysedCheck(check, textAt)),
      findings: [
        ...artifact.findings,
        ...standing.findings,
        ...flowFindings(report, textAt),
        ...redirectFindings(report.redirects, textAt),
        ...beside.findings,
      ],
      unread: [...unreadOf(artifact, lowered, report), ...standing.unread],
    };
  };
  return Object.assign(analyse, { lowerer });
}

function lowerAll(artifact: Artifact, lowerer: Lowerer, onFile: OnFile): readonly LoweredFile[] {
  const lowered: LoweredFile[] = [];
  const lower = (file: PackageFile, language: 'javascript' | 'python'): void => {
    onFile(file.path);
    lowered.push(lowerer.lower(file, language));
  };
  for (const file of artifact.files) {
    const language = languageOf(file);
    if (language !== undefined) lower(file, language);
  }
  return lowered;
}

type TextAt = (file: string) => { readonly text: string; readonly starts: LineStarts } | undefined;

function createTexts(lowered: readonly LoweredFile[], more: ReadonlyMap<string, string>): TextAt {
  const texts = new Map([...more, ...lowered.map(({ file, text }) => [file.path, text] as const)]);
  const starts = new Map<string, LineStarts>();
  return (file) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const known = starts.get(file) ?? lineStartsOf(text);
    starts.set(file, known);
    return { text, starts: known };
  };
}

function flowFindings({ flows }: FlowReport, textAt: TextAt): PackageFinding[] {
  return flows.flatMap((flow) => flowFinding(flow, textAt) ?? []);
}

function analysedUse({ capability, api, file, span, constants, atLoad }: CapabilityUse, textAt: TextAt): AnalysedUse {
  const what = constants.length === 0 ? `uses ${api}` : `uses ${api} with ${constants.join(', ')}`;
  const found = textAt(file);
  return {
    capability,
    api,
    constants,
    atLoad,
    place: found === undefined ? { file, what } : placeOf(file, found.text, found.starts, span, what),
  };
}

function analysedCheck({ kind, api, file, span }: CheckUse, textAt: TextAt): AnalysedCheck {
  const what = `checks by ${api}`;
  const found = textAt(file);
  return {
    kind,
    api,
    place: found === undefined ? { file, what } : placeOf(file, found.text, found.starts, span, what),
  };
}

function unreadOf(artifact: Artifact, lowered: readonly LoweredFile[], report: FlowReport): Analysis['unread'] {
  return [
    ...artifact.unread.map(({ path, why }) => ({ file: path, why })),
    // Both front ends begin with the line.
    ...lowered.flatMap(({ file, module }) => module.unread.map(({ why }) => ({ file: file.path, why }))),
    ...report.unread.map((why) => ({ file: '', why })),
  ];
}
