import { formatDuration, type Millis } from '@portcullis/model';
import type { Decision, PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import type { RegistryPerson, ReleaseTrust } from './releaseTrust.ts';

export interface TrustContext {
  readonly now: Millis;
  /** How long a version must have been public; most poisoned ones are found within days. 0: no wait. */
  readonly cooldown: Millis;
}

/**
 * What changed in who published a version and what proves its origin. None of it is a verdict: it is a hold so that
 * a person looks, because a stolen account looks just like this.
 */
export function trustFindings(
  before: ReleaseTrust | undefined,
  after: ReleaseTrust,
  context: TrustContext,
): PackageFinding[] {
  return [
    ...provenanceFindings(before, after),
    ...(before === undefined ? [] : peopleFindings(before, after)),
    ...cooldownFindings(after, context),
  ];
}

function provenanceFindings(before: ReleaseTrust | undefined, { provenance }: ReleaseTrust): PackageFinding[] {
  const was = before?.provenance;
  switch (provenance.is) {
    case 'invalid':
      return [
        finding(
          'trust.provenance-invalid',
          'hold',
          provenance.why,
          `Its proof of origin does not hold: ${provenance.why}.`,
        ),
      ];
    case 'absent':
    case 'unchecked':
      return was?.is === 'verified'
        ? [
            finding(
              'trust.provenance-lost',
              'hold',
              was.repository,
              `The version before proved that it was built from ${was.repository}; ${provenance.is === 'absent' ? 'this one proves nothing' : `of this one that cannot be told: ${provenance.why}`}.`,
            ),
          ]
        : [];
    case 'verified':
      return was?.is === 'verified' && was.repository !== provenance.repository
        ? [
            finding(
              'trust.repository-changed',
              'hold',
              `${was.repository} ${provenance.repository}`,
              `It was built from ${provenance.repository}, the version before from ${was.repository}.`,
            ),
          ]
        : [];
  }
}

function peopleFindings(before: ReleaseTrust, after: ReleaseTrust): PackageFinding[] {
  const found: PackageFinding[] = [];
  const { publisher } = after;
  const known = [...before.maintainers, ...(before.publisher === undefined ? [] : [before.publisher])];
  if (publisher !== undefined && known.length > 0 && !known.some(({ name }) => name === publisher.name))
    found.push(
      finding(
        'trust.publisher-changed',
        'hold',
        publisher.name,
        `${publisher.name} published it, who was neither maintainer nor publisher of the version before.`,
      ),
    );
  for (const person of after.maintainers) {
    const earlier = known.find(({ name }) => name === person.name);
    if (earlier === undefined && person.name !== publisher?.name && known.length > 0)
      found.push(finding('trust.maintainer-added', 'review', person.name, `${person.name} is a new maintainer.`));
    const [was, is] = [domainOf(earlier), domainOf(person)];
    if (was !== undefined && is !== undefined && was !== is)
      found.push(
        finding(
          'trust.email-domain-changed',
          'hold',
          `${person.name} ${is}`,
          `The address of ${person.name} moved from ${was} to ${is}.`,
        ),
      );
  }
  return found;
}

function cooldownFindings({ published }: ReleaseTrust, { now, cooldown }: TrustContext): PackageFinding[] {
  if (cooldown === 0) return [];
  if (published === undefined)
    return [
      finding(
        'trust.too-young',
        'hold',
        'unknown',
        'Nobody says when it was published, so its wait cannot be counted.',
      ),
    ];
  const age = now - published;
  if (age >= cooldown) return [];
  return [
    finding(
      'trust.too-young',
      'hold',
      'cooldown',
      `It has been public for ${formatDuration(Math.max(0, Math.floor(age / 60_000)) * 60_000)}, of ${formatDuration(cooldown)} that are asked for.`,
    ),
  ];
}

function domainOf(person: RegistryPerson | undefined): string | undefined {
  return person?.email?.split('@')[1]?.toLowerCase();
}

function finding(rule: Rule, decision: Decision, what: string, why: string): PackageFinding {
  const { severity, advice, title } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'medium',
    decision,
    places: [{ file: 'the registry', what: title }],
    why,
    advice,
    key: `${rule} ${what}`,
  };
}
