import type { Analysis } from '../judge/analysis.ts';
import type { JudgedDependency } from '../judge/judgement.ts';
import type { Decision, PackageFinding, Place } from '../packageFinding.ts';
import { RULES } from '../rules.ts';
import { type AddedDependency, addedDependencies } from './addedDependencies.ts';
import { stepOf } from './stepOf.ts';

const MOST_PLACES = 8;

/**
 * What an update brings beside its own files: one finding for each dependency that it declares anew, and one for each that is
 * held however deep it comes. `judged` says what was found out about them; of what is not in it nobody asked.
 */
export function dependencyChanges(
  before: Analysis,
  after: Analysis,
  judged: readonly JudgedDependency[],
): PackageFinding[] {
  // In a patch nobody expects one, and a thief's payload often comes as one.
  const usual: Decision = stepOf(before, after) === 'patch' ? 'review' : 'note';
  return [
    ...addedDependencies(before, after).map((added) => declared(added, usual, judged)),
    ...judged.flatMap((one) =>
      one.is === 'judged' && one.judgement.decision === 'hold' ? [heldDependency(one, one.judgement)] : [],
    ),
  ];
}

function declared(
  { name, range }: AddedDependency,
  usual: Decision,
  judged: readonly JudgedDependency[],
): PackageFinding {
  const outcomes = judged.filter((one) => one.name === name && one.through.length === 0);
  const isAsking = outcomes.some((one) => (one.is === 'judged' ? one.judgement.decision === 'review' : one.isGap));
  const { severity, advice } = RULES['change.dependency'];
  const said = outcomes.map((one) =>
    one.is === 'judged'
      ? `${one.judgement.subject}, judged: ${one.judgement.decision}`
      : `which was not judged: ${one.why}`,
  );
  return {
    rule: 'change.dependency',
    severity,
    confidence: 'high',
    decision: isAsking ? 'review' : usual,
    places: [{ file: 'the manifest', what: name }],
    why: `It now needs ${`${name} ${range}`.trim()} (${said.length === 0 ? 'which was not judged' : said.join('; ')}).`,
    advice: outcomes.some(({ is }) => is === 'judged')
      ? advice
      : `Judge the new package too before you take the update. ${advice}`,
    key: `change.dependency ${name}`,
  };
}

function heldDependency(
  { name, range, through }: JudgedDependency,
  { subject, digest, findings }: Extract<JudgedDependency, { is: 'judged' }>['judgement'],
): PackageFinding {
  const held = findings.filter(({ decision }) => decision === 'hold');
  const { severity, advice } = RULES['change.held-dependency'];
  const [worst] = held;
  return {
    rule: 'change.held-dependency',
    severity,
    confidence: worst?.confidence ?? 'high',
    decision: 'hold',
    places: placesOf(held, subject),
    why: `The update brings ${subject} (${digest}), as ${`${name} ${range}`.trim()}${through.length === 0 ? '' : ` of ${through.join(' of ')}`}, and that is held: ${worst === undefined ? '' : `${worst.rule}: ${worst.why}`}`,
    advice,
    key: `change.held-dependency ${name}`,
  };
}

/** Files of another package, under its name. */
function placesOf(held: readonly PackageFinding[], subject: string): readonly Place[] {
  const shown = subject.replace(/^pkg:[a-z]+\//, '').replace('%40', '@');
  return held
    .flatMap(({ places }) => places)
    .slice(0, MOST_PLACES)
    .map((place) => ({ ...place, file: `${shown}/${place.file}` }));
}
