import { printable } from '@portcullis/model/printable';
import type { Judgement } from '../judge/judgement.ts';
import type { Decision, PackageFinding, Place } from '../packageFinding.ts';
import { wrap } from './wrap.ts';

/** Styles that a terminal may show; each means one thing everywhere: good, bad, attention, secondary. */
export type ReportPaint = (style: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) => string;

export interface TextReportOptions {
  /** Columns. */
  readonly width: number;
  readonly paint: ReportPaint;
  /** Also what is merely worth knowing. */
  readonly showNotes?: boolean;
}

const MOST_UNREAD = 10;
/** So many findings of one rule that ask for the same are told whole; somebody who has read them knows what the others are. */
const MOST_OF_A_KIND = 3;
/** `  why    `: the gutter that all lines of a finding share. */
const GUTTER = 9;

/**
 * One judgement for a tired person: the decision first, then each finding with why, the way file by file and
 * what to do. Nothing of the package reaches the terminal but printable characters.
 */
export function textReport(judgement: Judgement, options: TextReportOptions): string[] {
  const { paint, width } = options;
  const { findings, unread, since } = judgement;
  const shown = findings.filter((finding) => options.showNotes === true || isAsking(finding) || isPermitted(finding));
  const hidden = findings.length - shown.length;
  const size = `${count(judgement.files, 'file')}, ${bytesInWords(judgement.bytes)}, ${judgement.digest}`;
  return [
    `${verdict(judgement, paint)}  ${paint('bold', printable(judgement.subject))}`,
    ...wrap(MEANING[meaningOf(judgement)], width),
    ...(since === undefined ? [] : wrap(`Compared with ${printable(since.subject)} (${since.digest}).`, width)),
    ...originLines(judgement, width),
    ...dependencyLines(judgement, width),
    ...findingsLines(shown, options),
    ...(unread.length === 0
      ? []
      : ['', paint('yellow', `Not read: ${count(unread.length, 'part')}`), ...unreadLines(unread, width)]),
    '',
    paint('dim', `${size}${hidden === 0 ? '' : `; ${count(hidden, 'note')} not shown (--all)`}`),
  ];
}

/** Where it was built, as far as that is proved; what is proved wrong is a finding. */
function originLines({ release }: Judgement, width: number): string[] {
  if (release === undefined) return [];
  const { provenance } = release;
  const said = ((): string | undefined => {
    switch (provenance.is) {
      case 'verified': {
        const { repository, commit, ref, workflow, builder, issuer } = provenance;
        const parts = [
          `built from ${repository}`,
          ...(commit === undefined ? [] : [`at commit ${commit}`]),
          ...(ref === undefined ? [] : [`(${ref})`]),
          ...(workflow === undefined ? [] : [`by ${workflow}`]),
          ...(builder === undefined ? [] : [`on ${builder}`]),
          ...(issuer === undefined ? [] : [`as ${issuer} vouches`]),
        ];
        return `Origin proved: ${parts.join(' ')}.`;
      }
      case 'absent':
        return 'Origin not proved: the registry keeps no proof of it.';
      case 'unchecked':
        return `Origin not proved: ${provenance.why}.`;
      case 'invalid':
        return undefined;
    }
  })();
  return said === undefined ? [] : wrap(printable(said), width);
}

/** What an update brings and how far it was looked at, also where there is nothing to say of it. */
function dependencyLines({ dependencies }: Judgement, width: number): string[] {
  if (dependencies.length === 0) return [];
  // The worst first: a list is cut off.
  const order = { hold: 0, review: 1, pass: 2 };
  const judged = dependencies
    .filter((one) => one.is === 'judged')
    .toSorted((a, b) => order[a.judgement.decision] - order[b.judgement.decision])
    .map(({ judgement }) => `${judgement.subject} (${judgement.decision})`);
  const rest = dependencies.flatMap((one) => (one.is === 'unjudged' ? [`${one.name} (${one.why})`] : []));
  const said = (what: string, all: readonly string[]): string[] => {
    if (all.length === 0) return [];
    const more = all.length > MOST_UNREAD ? `, and ${all.length - MOST_UNREAD} more (--json has all)` : '';
    return wrap(printable(`It brings, ${what}: ${all.slice(0, MOST_UNREAD).join(', ')}${more}.`), width);
  };
  return [...said('judged too', judged), ...said('not judged', rest)];
}

const MEANING = {
  hold: 'Do not install, publish or roll out until a person has decided.',
  review: 'Nothing is stopped; have it read before the next release.',
  pass: 'Nothing was found that asks for a person.',
  permitted: 'What was found is let through by a permit; it stands below, with the names of those who signed.',
  partial: 'Nothing was found in what was read; not all of it was, so this is not a clean bill.',
} as const;

function meaningOf({ decision, isPartial, findings }: Judgement): keyof typeof MEANING {
  if (decision !== 'pass') return decision;
  if (isPartial) return 'partial';
  return findings.some(isPermitted) ? 'permitted' : 'pass';
}

function verdict({ decision, isPartial }: Judgement, paint: ReportPaint): string {
  const word = `${decision.toUpperCase()}${isPartial ? ' (PARTIAL)' : ''}`;
  switch (decision) {
    case 'hold':
      return paint('red', word);
    case 'review':
      return paint('yellow', word);
    case 'pass':
      return paint(isPartial ? 'yellow' : 'green', word);
  }
}

function isAsking({ decision }: PackageFinding): boolean {
  return decision !== 'note';
}

/** Never kept back: who reads the report must see what others took upon themselves. */
function isPermitted({ permit }: PackageFinding): boolean {
  return permit !== undefined;
}

/** Each finding whole, but for what is of a kind that was told often enough: of that how many more there are, and where. */
function findingsLines(findings: readonly PackageFinding[], options: TextReportOptions): string[] {
  const lines: string[] = [];
  const told = new Map<string, number>();
  const untold = new Map<string, PackageFinding[]>();
  for (const [index, finding] of findings.entries()) {
    const kind = `${finding.rule} ${finding.decision}`;
    const before = told.get(kind) ?? 0;
    told.set(kind, before + 1);
    if (options.showNotes === true || isPermitted(finding) || before < MOST_OF_A_KIND)
      lines.push('', ...findingLines(finding, index + 1, options));
    else untold.set(kind, [...(untold.get(kind) ?? []), finding]);
  }
  for (const more of untold.values()) lines.push('', ...moreLines(more, options));
  return lines;
}

function moreLines(findings: readonly PackageFinding[], { paint, width }: TextReportOptions): string[] {
  const [{ rule, decision }] = findings as [PackageFinding, ...PackageFinding[]];
  // A flow is where it ends; anything else where it begins.
  const files = new Set(
    findings.map(({ places, ends }) => (ends === undefined ? places[0] : places.at(-1))?.file ?? ''),
  );
  const named = [...files].toSorted().slice(0, MOST_OF_A_KIND).join(', ');
  const where = files.size > MOST_OF_A_KIND ? `${named} and ${count(files.size - MOST_OF_A_KIND, 'more file')}` : named;
  const said = `${DECISION_WORDS[decision]}: ${findings.length} more of ${rule}, in ${where} (--all tells each).`;
  return wrap(printable(said), width).map((line) => paint(DECISION_STYLE[decision], line));
}

function findingLines(finding: PackageFinding, number: number, { paint, width }: TextReportOptions): string[] {
  const { permit } = finding;
  const head = `${number}. ${DECISION_WORDS[finding.decision]}: ${finding.severity}, ${finding.rule} (confidence ${finding.confidence})`;
  return [
    ...wrap(head, width).map((line) => paint(DECISION_STYLE[finding.decision], line)),
    ...field('why', finding.why, width),
    ...finding.places.flatMap((place, index) => placeLines(place, index === 0, { paint, width })),
    ...field('do', finding.advice, width),
    ...(permit === undefined
      ? []
      : field('passed', `by ${permit.by.join(' and ')} until ${utc(permit.until)}, permit ${permit.id}`, width)),
  ];
}

const DECISION_WORDS: Readonly<Record<Decision, string>> = { hold: 'Hold', review: 'Review', note: 'Note' };
const DECISION_STYLE: Readonly<Record<Decision, Parameters<ReportPaint>[0]>> = {
  hold: 'red',
  review: 'yellow',
  note: 'dim',
};

function placeLines(place: Place, isFirst: boolean, { paint, width }: TextReportOptions): string[] {
  const at = `${place.file}${place.line === undefined ? '' : `:${place.line}`}${place.column === undefined ? '' : `:${place.column}`}`;
  const text = place.text === undefined ? '' : printable(place.text).trim();
  return [
    ...field(isFirst ? 'where' : '', `${at} ${place.what}`, width),
    ...(text === ''
      ? []
      : wrap(text, width - GUTTER - 2).map((line) => paint('dim', `${' '.repeat(GUTTER)}| ${line}`))),
  ];
}

function field(name: string, text: string, width: number): string[] {
  return wrap(printable(text), width - GUTTER).map(
    (line, index) => `  ${(index === 0 ? name : '').padEnd(GUTTER - 2)}${line}`,
  );
}

function unreadLines(unread: Judgement['unread'], width: number): string[] {
  const rest = unread.length - MOST_UNREAD;
  return [
    ...unread.slice(0, MOST_UNREAD).flatMap(({ file, why }) => field('', `${file}: ${why}`, width)),
    ...(rest > 0 ? field('', `and ${rest} more (--json has all)`, width) : []),
  ];
}

/** A moment as people in different places read it the same. */
function utc(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
