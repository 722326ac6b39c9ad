import { type Custodian, type Estate, type Intent, type Policy, policyNameOf } from '@portcullis/model';
import { estateKeys } from './estateKeys.ts';
import { covers, showDates, showTime, touches } from './life.ts';
import { SignoffFault } from './signoffFault.ts';

/** Longest life of a `drop` where the estate has no policy `freeze`. */
const DROP_LIFE = 72 * 3_600_000;
const FREEZE: Policy = { quorum: { count: 1, group: 'all' }, window: undefined, delay: 0, expires: DROP_LIFE };

/** Who must sign an intent, under which policy. */
export interface NeededQuorum {
  /** Name of the policy in the estate. */
  readonly name: string;
  readonly policy: Policy;
  /** How many different persons of `among` must sign; at least 1. */
  readonly needed: number;
  /** Persons of the group who are active and whose dates touch the intent's life. */
  readonly among: readonly string[];
}

/**
 * The policy of an intent and the persons it needs. Deny by default: a kind without a policy
 * cannot be permitted, but for `drop`, which any one active custodian may sign.
 *
 * Who is needed follows only from what is signed: the estate and the intent's own `created`
 * and `expires`. `all` means every active member whose dates touch that life, and a person
 * counts whose dates cover it; so nobody gains by choosing the moment of counting, or by
 * claiming another moment of receipt. A life across somebody's first or last day can
 * therefore be impossible under `all`: the intent must end before it.
 *
 * Throws `no-policy`, `impossible-quorum`.
 */
export function quorumOf(estate: Estate, intent: Intent): NeededQuorum {
  const name = policyNameOf(intent.kind);
  const policy = Object.hasOwn(estate.policies, name)
    ? estate.policies[name]
    : intent.kind === 'drop'
      ? FREEZE
      : undefined;
  if (policy === undefined) {
    throw new SignoffFault('no-policy', {
      message: `No policy says who may sign an intent of kind ${intent.kind}, so nobody may.`,
      found: `policies ${Object.keys(estate.policies).join(', ') || '(none)'}`,
      expected: `a policy named ${name}`,
      remedy: `Add policies.${name} to the estate file, and have that change signed.`,
    });
  }
  const { count, group } = policy.quorum;
  const members = Object.hasOwn(estate.groups, group) ? (estate.groups[group] ?? []) : [];
  const present = estate.custodians.filter(
    (person) => members.includes(person.id) && person.status === 'active' && touches(person, intent),
  );
  const able = present.filter((person) => canSign(estate, person, intent));
  const needed = count === 'all' ? present.length : count;
  // A threshold of 0 or one that nobody can meet must read as "no", never as "met".
  if (!Number.isSafeInteger(needed) || needed < 1 || able.length < needed) {
    throw new SignoffFault('impossible-quorum', {
      message: `The policy ${name} cannot be met for this intent.`,
      found: `${able.length} of ${present.length} persons of "${group}" can sign for its whole life, until ${showTime(intent.expires)}${unable(present, able)}`,
      expected: `${count === 'all' ? 'all of them' : String(count)}, and at least 1`,
      remedy: 'Propose it with an earlier expiry, or change the policy or the dates in the estate.',
    });
  }
  return { name, policy, needed, among: present.map((person) => person.id) };
}

function canSign(estate: Estate, person: Custodian, intent: Intent): boolean {
  if (!covers(person, intent)) return false;
  for (const holder of estateKeys(estate).holders.values()) {
    if (holder.custodian.id === person.id && holder.sharedWith === undefined && covers(holder.entry, intent))
      return true;
  }
  return false;
}

function unable(present: readonly Custodian[], able: readonly Custodian[]): string {
  const out = present.filter((person) => !able.includes(person));
  return out.length === 0 ? '' : `; not ${out.map((person) => `${person.id} (${showDates(person)})`).join(', ')}`;
}
