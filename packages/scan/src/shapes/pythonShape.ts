import type { Span } from '../ir/moduleIr.ts';
import type { Confidence, Decision, PackageFinding, Place } from '../packageFinding.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { RULES, type Rule } from '../rules.ts';
import { lineStartsOf, placeOf, type LineStarts } from '../textOf.ts';
import type { PythonFacts } from './pythonFacts.ts';

/** A Python file as the detectors of shapes see it. */
export interface PythonFile {
  /** Relative, `/` between folders. */
  readonly path: string;
  readonly text: string;
  readonly facts: PythonFacts;
  /** For code that stands in a text. */
  readonly lower: PythonLowering;
}

/** A detector: one kind of shape in one file. */
export type PythonShape = (file: PythonFile) => readonly PackageFinding[];

export interface Seen {
  readonly rule: Rule;
  readonly decision: Decision;
  readonly confidence: Confidence;
  /** What makes it the same in another version: API names, no lines or hosts. */
  readonly key: string;
  /** A whole sentence. */
  readonly why: string;
  readonly spots: readonly { readonly span: Span; readonly what: string }[];
}

/** Words what a detector saw as a finding. */
export function shapeFinding(file: Pick<PythonFile, 'path' | 'text'>, seen: Seen): PackageFinding {
  const { severity, advice } = RULES[seen.rule];
  const starts = lineStartsOf(file.text);
  return {
    rule: seen.rule,
    severity,
    confidence: seen.confidence,
    decision: seen.decision,
    places: seen.spots.map((spot) => spotPlace(file, starts, spot)),
    why: seen.why,
    advice,
    key: `${seen.rule} ${seen.key}`,
  };
}

function spotPlace(
  file: Pick<PythonFile, 'path' | 'text'>,
  starts: LineStarts,
  { span, what }: Seen['spots'][number],
): Place {
  return placeOf(file.path, file.text, starts, span, what);
}

/** Files that nobody's import or install runs: tests, examples, documentation. */
export function isAside(path: string): boolean {
  return /(^|\/)(tests?|testing|examples?|docs?|benchmarks?|demos?|samples?|scripts?|tools|ci|\.github)\/|(^|\/)(test_[^/]*|[^/]*_test|conftest)\.py$/.test(
    path,
  );
}

/** `setup.py` at the top of a source package: it runs at every install from source. */
export function isSetup(path: string): boolean {
  return path === 'setup.py';
}
