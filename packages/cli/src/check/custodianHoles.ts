import type { Estate, Millis } from '@portcullis/model';
import { canSign, lastDayOf } from './people.ts';
import type { Hole } from './hole.ts';

const SOON_MS = 30 * 86_400_000;

/** Holes in who signs and whether they can be reached. */
export function custodianHoles(estate: Estate, now: Millis): Hole[] {
  const active = estate.custodians.filter((person) => person.status === 'active');
  const holes: Hole[] = [];
  if (active.length === 1) {
    holes.push({
      rule: 'one-person-holds-all',
      group: 'custodians',
      severity: 'critical',
      subject: 'custodians',
      why: `${active[0]?.id ?? ''} is the only active custodian: whoever steals that one laptop can permit everything.`,
      advice: 'Add at least two more people, each with a key of their own.',
    });
  }
  for (const person of active) {
    const subject = `custodians.${person.id}`;
    if (person.reach.length === 0) {
      holes.push({
        rule: 'custodian-without-reach',
        group: 'custodians',
        severity: 'medium',
        subject,
        why: `${person.id} has no reach: a page to this person goes nowhere.`,
        advice: 'Add `reach: [{ntfy: https://…}]` or a webhook.',
      });
    }
    if (!canSign(person, now)) {
      holes.push({
        rule: 'custodian-cannot-sign',
        group: 'custodians',
        severity: 'high',
        subject,
        why: `${person.id} is active, but has no key that counts today: a sign-off by this person is refused.`,
        advice: 'Give the person a key within its dates, or set `status: left`.',
      });
    } else if (lastDayOf(person) - now < SOON_MS) {
      holes.push({
        rule: 'key-ends-soon',
        group: 'custodians',
        severity: 'low',
        subject,
        why: `The last key of ${person.id} stops counting on ${new Date(lastDayOf(person)).toISOString().slice(0, 10)}.`,
        advice: 'Add the next key now, by an estate intent, while the quorum can still be met.',
      });
    }
    if (person.keys.every((key) => !key.key.startsWith('sk-'))) {
      holes.push({
        rule: 'key-can-be-copied',
        group: 'custodians',
        severity: 'info',
        subject,
        why: `Every key of ${person.id} lies in a file that malware can copy.`,
        advice: 'A FIDO security key (`ssh-keygen -t ed25519-sk`) cannot be copied and asks for a touch.',
      });
    }
  }
  return holes;
}
