import type { Analysis } from '../judge/analysis.ts';
import type { Decision, PackageFinding, Place } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import { type CapabilityLock, lockName } from './capabilityLock.ts';
import { stepOf } from './stepOf.ts';

/**
 * What a version does that the lock file does not allow. In a patch or minor update, in an older version and
 * where the numbers tell nothing, it is held; a major update is expected to bring new things and is read.
 */
export function lockChanges(lock: CapabilityLock, analysis: Analysis): PackageFinding[] {
  const name = lockName(analysis);
  const entry = name !== undefined && Object.hasOwn(lock.packages, name) ? lock.packages[name] : undefined;
  if (entry === undefined)
    return [outside('change.not-in-lock', 'hold', [], `${name ?? analysis.subject} is not in the lock file.`, '')];
  if (entry.digest === analysis.digest) return [];
  const decision: Decision = stepOf(entry, analysis) === 'major' ? 'review' : 'hold';
  const allowed: ReadonlySet<string> = new Set(entry.capabilities);
  const beyond = Map.groupBy(
    analysis.uses.filter(({ capability }) => !allowed.has(capability)),
    ({ capability }) => capability,
  );
  const hooks = new Set(entry.hooks);
  return [
    ...[...beyond].map(([capability, uses]) =>
      outside(
        'change.outside-lock',
        decision,
        uses.slice(0, 8).map(({ place }) => place),
        `The lock file approved ${entry.version} without the capability ${capability}.`,
        capability,
      ),
    ),
    ...analysis.declared.hooks
      .filter((hook) => !hooks.has(hook))
      .map((hook) =>
        outside('change.outside-lock', decision, [], `The lock file approved ${entry.version} without ${hook}.`, hook),
      ),
  ];
}

function outside(rule: Rule, decision: Decision, places: readonly Place[], why: string, what: string): PackageFinding {
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'high',
    decision,
    places: places.length > 0 ? places : [{ file: 'portcullis.lock', what: why }],
    why,
    advice,
    key: `${rule} ${what}`,
  };
}
