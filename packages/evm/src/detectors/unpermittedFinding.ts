import { type Contract, type Effect, type Finding, type Severity, subjectOf, type Verdict } from '@portcullis/model';
import { accountOfEffect } from './contractOf.ts';
import { amount, named, shortAddress, shortHash } from './phrases.ts';

type Judged = Exclude<Effect, { kind: 'burn' }>;

const SEVERITY: Readonly<Record<Judged['kind'], Severity>> = {
  upgrade: 'critical',
  code: 'critical',
  mint: 'critical',
  admin: 'critical',
  outflow: 'critical',
  role: 'high',
};

/**
 * The finding that an effect had no permit: rule `<kind>.unpermitted`. `contract` is the one
 * of the estate that it happened to, for its name. Its id is the rule and the effect's id, so
 * the same effect never gives two. `undefined` for a permitted effect and for a burn, which
 * needs no permit. Pure.
 */
export function unpermittedFinding(
  effect: Effect,
  verdict: Verdict,
  contract: Contract | undefined,
): Finding | undefined {
  if (verdict.is === 'permitted' || effect.kind === 'burn') return undefined;
  const rule = `${effect.kind}.unpermitted`;
  return {
    id: `${rule}/${effect.id}`,
    rule,
    severity: SEVERITY[effect.kind],
    breach: true,
    subject: subjectOf(effect),
    effects: [effect.id],
    position: effect.position,
    verdict,
    at: effect.at,
    why: `${what(effect, contract)}${because(effect, verdict)}`,
    advice: advice(effect, contract),
    evidence: effect.evidence,
  };
}

function what(effect: Judged, contract: Contract | undefined): string {
  const subject = named(accountOfEffect(effect), contract);
  switch (effect.kind) {
    case 'upgrade':
      return `${subject} runs new code ${shortHash(effect.codeHash)} at ${shortAddress(effect.implementation)}`;
    case 'code':
      return `the code at ${subject} changed from ${shortHash(effect.before)} to ${shortHash(effect.codeHash)}`;
    case 'admin':
      return `${shortAddress(effect.account)} became ${effect.role} of ${subject}`;
    case 'role':
      return `${shortAddress(effect.account)} ${effect.change === 'grant' ? 'was given' : 'lost'} the role ${shortHash(effect.role)} of ${subject}`;
    case 'mint':
      return `${amount(effect.units, effect.asset)} of ${subject} were minted to ${effect.to === '*' ? 'somebody that no event names' : shortAddress(effect.to)}`;
    case 'outflow':
      return `${amount(effect.units, effect.asset)} left ${subject} for ${effect.to === '*' ? 'somebody that no event names' : shortAddress(effect.to)}`;
    default:
      return effect satisfies never;
  }
}

function because(effect: Judged, verdict: Exclude<Verdict, { is: 'permitted' }>): string {
  switch (verdict.is) {
    case 'absent':
      return effect.kind === 'upgrade' || effect.kind === 'code'
        ? ' that no custodian signed.'
        : ', and no custodian signed that.';
    case 'spent':
      return `; the permit ${shortHash(verdict.permit.slice(7))} for it was used up before.`;
    case 'exceeded':
      return `; the permit ${shortHash(verdict.permit.slice(7))} for it had only ${verdict.left} left.`;
    case 'expired':
      return verdict.when === 'before'
        ? '; it was signed off, but not for so early a time.'
        : '; it was signed off, but the time for it was over.';
    case 'mismatched':
      return `; custodians signed something else: ${verdict.difference}`;
    default:
      return verdict satisfies never;
  }
}

function advice(effect: Judged, contract: Contract | undefined): string {
  const name = contract?.id ?? shortAddress(accountOfEffect(effect));
  switch (effect.kind) {
    case 'upgrade':
    case 'code':
      return `Treat everything that ${name} says, its own pause too, as said by the attacker; keep what trusts it paused and find out whose key sent the transaction.`;
    case 'admin':
    case 'role':
      return `Treat ${name} as in the hands of ${shortAddress(effect.account)}; keep what trusts it paused, and take the power back if a key of yours still can.`;
    case 'mint':
      return `Keep pools, markets and desks that take ${name} paused, and tell those who list or lend it; the new units are sold within minutes.`;
    case 'outflow':
      return `Move what is left in ${name} to a safe wallet if its keys are still yours, and ask where the money went to have it frozen.`;
    default:
      return effect satisfies never;
  }
}
