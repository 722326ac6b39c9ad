import type { Analysis } from '../judge/analysis.ts';
import type { Decision, FindingEnd, PackageFinding } from '../packageFinding.ts';
import { changedFiles } from './changedFiles.ts';
import { newEnds } from './newEnds.ts';

/**
 * The findings of a version in the light of the one approved before. What stood there already is a note, however
 * bad: somebody looked at it then. What is new keeps what it asks for.
 *
 * A finding is the same by its key, which holds no line, host or local name, and a flow by where it ends as well: what
 * flowed from a key to the network somewhere says nothing of where it flows now. Where the new version has more findings
 * of one key than the old one, those that touch a changed file are new: a second theft beside a first honest use
 * must not hide behind it. A file that only moved is no change.
 */
export function newFindings(before: Analysis, after: Analysis): PackageFinding[] {
  const changed = changedFiles(before.files, after.files);
  const known = countByKey(before.findings);
  const found = countByKey(after.findings);
  const endsBefore = endsBySureKey(before.findings);
  // What ended in one place before stands for one place, whether that is certain now or a guess.
  const fresh = [...endsBySureKey(after.findings)].map(([key, ends]) => newEnds(endsBefore.get(key) ?? [], ends));
  const certain = new Set(fresh.flatMap((one) => one.certain));
  const perhaps = new Set(fresh.flatMap((one) => one.perhaps));
  const isSurer = new Set(fresh.flatMap((one) => one.surer));
  return after.findings.map((finding) => {
    if (finding.ends !== undefined && endsBefore.has(sureKey(finding.key))) {
      const [first, ...others] = finding.ends.filter((end) => certain.has(end));
      if (first !== undefined) return asNew(endingAt(finding, first, others.length));
      const [changed] = finding.ends.filter((end) => perhaps.has(end));
      if (changed !== undefined) return asRead(finding, changed, 'in the same file, and sent something else');
      const [surer] = finding.ends.filter((end) => isSurer.has(end));
      if (surer !== undefined) return asRead(finding, surer, 'perhaps, and this one as far as can be seen');
      return asKnown(finding);
    }
    if (finding.rule === 'flow.money-redirected' && isKnownAddress(before, finding)) return asOfKnown(finding, known);
    const isMore = (found.get(finding.key) ?? 0) > (known.get(finding.key) ?? 0);
    const isTouched = finding.places.some(({ file }) => changed.has(file));
    return isMore && (isTouched || !known.has(finding.key)) ? asNew(finding) : asKnown(finding);
  });
}

function isKnownAddress({ addresses }: Analysis, { key }: PackageFinding): boolean {
  return addresses.includes(key.slice(key.lastIndexOf(' ') + 1));
}

/** An address that stood there before is nobody's who came with the update; that it is paid now is to be read. */
function asOfKnown(finding: PackageFinding, known: ReadonlyMap<string, number>): PackageFinding {
  if (known.has(finding.key) || finding.confidence !== 'high') return asKnown(finding);
  const decision = newDecision(finding);
  return {
    ...finding,
    decision: decision === 'hold' ? 'review' : decision,
    why: `${finding.why.replace(/\.$/u, '')}; the version before had the address, and did not do so.`,
  };
}

/** What a version did for certain and what it did perhaps are told apart, but either was there to be seen. */
function sureKey(key: string): string {
  return key.replace(/, perhaps$/u, '');
}

/** The ends of all findings of one key, those that are certain first. */
function endsBySureKey(findings: Analysis['findings']): ReadonlyMap<string, readonly FindingEnd[]> {
  const sureFirst = [true, false].flatMap((isSure) => findings.filter(({ key }) => (sureKey(key) === key) === isSure));
  const all = sureFirst.flatMap(({ key, ends = [] }) => ends.map((end) => ({ key: sureKey(key), end })));
  const byKey = Map.groupBy(all, ({ key }) => key);
  return new Map([...byKey].map(([key, some]) => [key, some.map(({ end }) => end)]));
}

/**
 * Where names are lost, another build looks like another way to send, and through much of a program what was a guess may be
 * none by chance: it is to be read, and stops nothing.
 */
function asRead(finding: PackageFinding, end: FindingEnd, how: string): PackageFinding {
  const { confidence, places } = end;
  const why = `${end.why.replace(/\.$/u, '')}; the version before did so ${how}.`;
  const decision = newDecision({ ...finding, confidence, places, decision: end.decision });
  return { ...finding, confidence, places, why, decision: decision === 'hold' ? 'review' : decision };
}

/** The finding told by one of its ends. */
function endingAt(finding: PackageFinding, end: FindingEnd, others: number): PackageFinding {
  const { confidence, decision, places } = end;
  const more = others === 0 ? '' : ` and in ${others} more ${others === 1 ? 'place' : 'places'}`;
  const why = `${end.why.replace(/\.$/u, '')}; the version before did so elsewhere, and not here${more}.`;
  return { ...finding, confidence, decision, places, why };
}

function countByKey(findings: readonly PackageFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of findings) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** A flow that an update brings is judged harder than one that was always there. */
export function asNew(finding: PackageFinding): PackageFinding {
  return { ...finding, decision: newDecision(finding) };
}

function newDecision({ rule, confidence, decision, places }: PackageFinding): Decision {
  if (decision === 'hold') return 'hold';
  switch (rule) {
    case 'flow.key-to-network':
    case 'flow.key-to-process':
    case 'flow.wallet-to-network':
    case 'flow.clipboard-to-network':
      return confidence === 'low' ? 'review' : 'hold';
    case 'flow.environment-to-network':
      // Taken name by name in a loop, it is a guess that all of it goes; where that is done in a few lines, a good one.
      return confidence === 'high' || (confidence === 'medium' && isInFewLines(places)) ? 'hold' : 'review';
    case 'flow.money-redirected':
      return confidence === 'high' ? 'hold' : confidence === 'medium' ? 'review' : 'note';
    case 'flow.guessable-to-key':
    case 'flow.download-to-code':
      return confidence === 'high' ? 'hold' : 'review';
    case 'shape.download-and-run':
    case 'shape.hooked-browser':
    case 'shape.install-reach':
    case 'shape.persistence':
    case 'shape.runs-decoded':
    case 'shape.self-propagation':
      return confidence === 'low' ? 'review' : 'hold';
    case 'shape.protection-off':
      return confidence === 'low' ? 'note' : 'review';
    case 'shape.foreign-write':
      return confidence === 'high' ? 'hold' : confidence === 'medium' ? 'review' : 'note';
    case 'flow.key-to-store':
      return confidence === 'low' ? 'note' : 'review';
    default:
      return decision;
  }
}

const FEW_LINES = 12;
/** Beyond it lines are no measure: the file is minified. */
const FEW_COLUMNS = 400;

function isInFewLines(places: PackageFinding['places']): boolean {
  const lines = places.map(({ line = 0 }) => line);
  const columns = places.map(({ column = 0 }) => column);
  return (
    places.every(({ file }) => file === places[0]?.file) &&
    Math.max(...lines) - Math.min(...lines) <= FEW_LINES &&
    Math.max(...columns) - Math.min(...columns) <= FEW_COLUMNS
  );
}

function asKnown(finding: PackageFinding): PackageFinding {
  return { ...finding, decision: 'note', why: `${finding.why.replace(/\.$/, '')}; the version before did so too.` };
}
