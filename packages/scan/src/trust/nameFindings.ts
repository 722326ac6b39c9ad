import type { Ecosystem } from '../artifact.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import { lookAlike } from './lookAlike.ts';
import { normalName, type PackageNames } from './packageNames.ts';

/** What is known of names where a package is used. */
export interface NameContext extends PackageNames {
  /** Whether the package came from a public registry. */
  readonly isPublic: boolean;
}

/** A name that looks like another, and an own name that a stranger could have taken on a public registry. */
export function nameFindings(
  name: string,
  ecosystem: Ecosystem,
  { known, own, isPublic }: NameContext,
): PackageFinding[] {
  const normal = normalName(ecosystem, name);
  const found: PackageFinding[] = [];
  const alike = lookAlike(normal, known);
  if (alike !== undefined)
    found.push(
      finding('trust.look-alike', 'review', `${normal} ${alike.of}`, `${name} looks like ${alike.of}: ${alike.by}.`),
    );
  const mine = own.find((one) => (one.endsWith('/') ? normal.startsWith(one) : normal === one));
  if (isPublic && mine !== undefined)
    found.push(
      finding(
        'trust.dependency-confusion',
        'hold',
        normal,
        `${name} is a name of your own (${mine}), and it came from a public registry.`,
      ),
    );
  return found;
}

function finding(rule: Rule, decision: 'hold' | 'review', what: string, why: string): PackageFinding {
  const { severity, advice, title } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'medium',
    decision,
    places: [{ file: 'the name', what: title }],
    why,
    advice,
    key: `${rule} ${what}`,
  };
}
