import { type Digest, SEVERITIES } from '@portcullis/model';
import { capabilityChanges } from '../difference/capabilityChanges.ts';
import type { CapabilityLock } from '../difference/capabilityLock.ts';
import { addedPackage } from '../difference/addedPackage.ts';
import { checkChanges } from '../difference/checkChanges.ts';
import { declaredChanges } from '../difference/declaredChanges.ts';
import { dependencyChanges } from '../difference/dependencyChanges.ts';
import { lockChanges } from '../difference/lockChanges.ts';
import { newFindings } from '../difference/newFindings.ts';
import { CONFIDENCES, DECISIONS, type FindingPermit, type PackageFinding } from '../packageFinding.ts';
import type { ReleaseTrust } from '../trust/releaseTrust.ts';
import type { Analysis } from './analysis.ts';
import type { JudgedDependency, Judgement } from './judgement.ts';

/** A permit for one version: what the custodians signed, verified by the caller, and in force now. */
export interface PackagePermit extends FindingPermit {
  readonly package: string;
  readonly artifact: Digest;
  readonly rules: readonly string[];
}

/** What a version is judged against, beside its own bytes. */
export interface Circumstances {
  /** The version approved before. */
  readonly before?: Analysis;
  /** It comes new with the update of another package: what it does at install counts as new. */
  readonly isAdded?: boolean;
  /** What was found out about the packages that it brings, where it is an update. */
  readonly dependencies?: readonly JudgedDependency[];
  readonly lock?: CapabilityLock;
  /** Findings of rooms that look at more than the bytes: source, provenance, feeds, the user's rules. */
  readonly more?: readonly PackageFinding[];
  readonly permits?: readonly PackagePermit[];
  /** What the registry says of the release, for the report: what speaks against it is among `more`. */
  readonly release?: ReleaseTrust | undefined;
}

/** One judgement from what was seen and what it is held against. */
export function decide(analysis: Analysis, circumstances: Circumstances): Judgement {
  const { before, isAdded = false, dependencies = [], lock, more = [], permits = [], release } = circumstances;
  const findings = [
    ...(before === undefined
      ? isAdded
        ? addedPackage(analysis)
        : analysis.findings
      : [
          ...newFindings(before, analysis),
          ...capabilityChanges(before, analysis),
          ...checkChanges(before, analysis),
          ...declaredChanges(before, analysis),
          ...dependencyChanges(before, analysis, dependencies),
        ]),
    ...(lock === undefined ? [] : lockChanges(lock, analysis)),
    ...more,
  ]
    .map((finding) => underPermit(advised(finding), analysis, permits))
    .toSorted(worstFirst);
  const unread = [...analysis.unread, ...dependencies.flatMap(unreadOf)];
  const worst = findings.reduce((most, { decision }) => Math.max(most, DECISIONS.indexOf(decision)), 0);
  return {
    subject: analysis.subject,
    digest: analysis.digest,
    decision: worst === 2 ? 'hold' : worst === 1 ? 'review' : 'pass',
    isPartial: unread.length > 0,
    unread,
    findings,
    ...(before === undefined ? {} : { since: { subject: before.subject, digest: before.digest } }),
    files: analysis.files.length,
    bytes: analysis.files.reduce((sum, { bytes }) => sum + bytes, 0),
    capabilities: analysis.uses.map(({ capability, api, constants, place }) => ({
      file: place.file,
      capability,
      api,
      constants,
    })),
    ...(release === undefined ? {} : { release }),
    dependencies,
  };
}

/** A gap in what an update brings is a gap in its judgement. */
function unreadOf(dependency: JudgedDependency): Judgement['unread'] {
  if (dependency.is === 'unjudged')
    return dependency.isGap
      ? [{ file: `dependency ${dependency.name}`, why: `was not judged: ${dependency.why}` }]
      : [];
  const { subject, isPartial } = dependency.judgement;
  return isPartial ? [{ file: `dependency ${dependency.name}`, why: `${subject} was read in part only` }] : [];
}

/** What is to be read is not yet to be taken for a theft. */
function advised(finding: PackageFinding): PackageFinding {
  return finding.decision === 'review' && finding.ends !== undefined ? { ...finding, advice: READ_THE_WAY } : finding;
}
const READ_THE_WAY =
  'Read the places in their order, and see whether what is secret does get from each to the next: where it does, hold the package.';

/** A permit covers these bytes and the rules that its signers saw; what another rule finds later is not covered. */
function underPermit(
  finding: PackageFinding,
  { subject, digest }: Analysis,
  permits: readonly PackagePermit[],
): PackageFinding {
  const permit = permits.find(
    (one) => one.package === subject && one.artifact === digest && one.rules.includes(finding.rule),
  );
  // The bytes of another package are not those that were signed for: it has permits of its own.
  if (permit === undefined || finding.decision === 'note' || finding.rule === 'change.held-dependency') return finding;
  const { id, until, by } = permit;
  return { ...finding, decision: 'note', permit: { id, until, by } };
}

/** Decision, severity, confidence, then by name and place, so that the order never depends on how it was found. */
function worstFirst(a: PackageFinding, b: PackageFinding): number {
  return (
    DECISIONS.indexOf(b.decision) - DECISIONS.indexOf(a.decision) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    compare(a.rule, b.rule) ||
    compare(a.places[0]?.file ?? '', b.places[0]?.file ?? '') ||
    (a.places[0]?.line ?? 0) - (b.places[0]?.line ?? 0) ||
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
