import type { Confidence, Decision, PackageFinding, Place } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';

/** Places that one finding lists; a package that does a thing a thousand times is one finding. */
const MOST_PLACES = 8;

/** `key` is what makes it the same finding in another version, beside the rule. */
export function shapeFinding(
  rule: Rule,
  confidence: Confidence,
  decision: Decision,
  places: readonly Place[],
  why: string,
  key: string,
): PackageFinding {
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence,
    decision,
    places: places.slice(0, MOST_PLACES),
    why,
    advice,
    key: `${rule} ${key}`,
  };
}
