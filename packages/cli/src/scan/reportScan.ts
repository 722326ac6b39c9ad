import { explainFault } from '@portcullis/model';
import { printable } from '@portcullis/model/printable';
import { type Judgement, jsonReport, sarifReport, textReport } from '@portcullis/scan';
import type { ExitCode } from '../exitCode.ts';
import type { ScanOutput } from '../output/scanOutput.ts';
import { answer, type Shell } from '../shell.ts';
import type { Judged } from './judgeTarget.ts';
import type { Target } from './targets/target.ts';
import type { Confinement } from './worker/wire.ts';
import type { Locked } from './writeLock.ts';

export interface ScanReportOptions {
  readonly confinement: Confinement | undefined;
  readonly failOn: 'hold' | 'review';
  readonly showNotes: boolean;
  /** File of the SARIF report, `-` for stdout. */
  readonly sarif: string | undefined;
  readonly writeFile: (file: string, text: string) => void;
  /** Where a target lies in the repository. */
  readonly folderOf: (target: Target) => string | undefined;
  readonly locked: Locked | undefined;
}

const VERSION = '0.1.0';

/** Prints what was judged, writes the SARIF file, and gives the exit code. */
export function reportScan(shell: Shell, judged: readonly Judged[], options: ScanReportOptions): ExitCode {
  const good = judged.filter((one) => one.is === 'judged');
  const failed = judged.filter((one) => one.is === 'fault');
  const judgements = good.map(({ judgement }) => judgement);
  const held = judgements.filter(({ decision }) => decision === 'hold');
  const asking = judgements.filter(
    ({ decision, isPartial }) => decision === 'review' || (isPartial && decision === 'pass'),
  );
  if (options.sarif !== undefined) {
    const folders = new Map(good.map(({ judgement, target }) => [judgement, options.folderOf(target)]));
    const log = sarifReport(judgements, {
      version: VERSION,
      folderOf: (judgement) => folders.get(judgement),
      failed: failed.map(({ target, fault }) => ({ target: target.name, why: fault.message })),
    });
    const text = JSON.stringify(log, null, 2);
    if (options.sarif === '-') shell.out(text);
    else options.writeFile(options.sarif, `${text}\n`);
  }
  if (options.sarif !== '-') {
    const value: ScanOutput = {
      decision: held.length > 0 ? 'hold' : judgements.some(({ decision }) => decision === 'review') ? 'review' : 'pass',
      clean: held.length + asking.length + failed.length === 0,
      judgements: judgements.map(jsonReport),
      failed: failed.map(({ target, fault }) => ({
        target: target.name,
        code: fault.code,
        message: fault.message,
        found: fault.found ?? null,
        do: fault.remedy ?? null,
      })),
      confinement: options.confinement ?? null,
    };
    answer(shell, value, lines(shell, judgements, options));
  }
  for (const { target, fault } of failed)
    shell.note(printable(`${target.name} was not judged. ${explainFault(fault)}`, true));
  // What could not be judged is no finding and never clean: the command line or a file is wrong.
  if (failed.length > 0) return 2;
  return held.length > 0 || (options.failOn === 'review' && asking.length > 0) ? 1 : 0;
}

function lines(shell: Shell, judgements: readonly Judgement[], options: ScanReportOptions): string[] {
  const { paint, width } = shell;
  const report = (judgement: Judgement): string[] =>
    textReport(judgement, { paint, width, showNotes: options.showNotes });
  if (judgements.length === 1) return [...judgements.flatMap(report), ...closing(shell, judgements, options)];
  // Worst last: it is what stands above the prompt.
  const order = { pass: 0, review: 1, hold: 2 };
  const shown = judgements.filter(
    ({ decision, isPartial, findings }) =>
      decision !== 'pass' || isPartial || (options.showNotes && findings.length > 0),
  );
  return [
    ...shown
      .toSorted((a, b) => order[a.decision] - order[b.decision])
      .flatMap((judgement) => [...report(judgement), '']),
    ...closing(shell, judgements, options),
  ];
}

function closing({ paint }: Shell, judgements: readonly Judgement[], options: ScanReportOptions): string[] {
  const count = (decision: Judgement['decision']): number =>
    judgements.filter((one) => one.decision === decision).length;
  const [held, review, partial] = [
    count('hold'),
    count('review'),
    judgements.filter(({ isPartial }) => isPartial).length,
  ];
  const parts = [
    `${count('pass')} pass`,
    `${review} to review`,
    `${held} held`,
    ...(partial === 0 ? [] : [`${partial} read in part only`]),
  ];
  const summary = `${judgements.length} packages: ${parts.join(', ')}.`;
  const { locked } = options;
  return [
    ...(judgements.length === 1
      ? []
      : [held > 0 ? paint('red', summary) : review + partial > 0 ? paint('yellow', summary) : paint('green', summary)]),
    ...(held === 0 && review + partial > 0 && options.failOn === 'hold'
      ? ['Nothing is held, so this ends with exit code 0; --fail-on review ends with 1.']
      : []),
    ...(locked === undefined ? [] : [`${locked.file}: ${locked.approved} approved.`]),
    ...(locked?.held ?? []).map((subject) => paint('red', `Not approved, because it is held: ${printable(subject)}`)),
    ...(locked?.nameless ?? []).map((name) =>
      paint('yellow', `Not approved, because it has no name and version: ${printable(name)}`),
    ),
  ];
}
