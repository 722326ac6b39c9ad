import { type Contract, type Estate, formatDuration, type Millis, type Policy } from '@portcullis/model';
import type { NextWindow } from '@portcullis/signoff';
import { canSign, membersOf } from './people.ts';
import type { Hole } from './hole.ts';

const WEIGHTY = ['upgrade', 'mint', 'role', 'transfer', 'package', 'estate', 'raise'];

/** Holes in who must sign what: no policy, a policy nobody can meet, a policy one person meets. */
export function policyHoles(estate: Estate, now: Millis, nextWindow: NextWindow): Hole[] {
  return [
    ...missing(estate),
    ...Object.entries(estate.policies).flatMap(([name, policy]) => [
      ...quorumHoles(estate, name, policy, now),
      ...timeHoles(name, policy, now, nextWindow),
    ]),
  ];
}

function missing(estate: Estate): Hole[] {
  const some = (kinds: readonly Contract['kind'][]): string | undefined =>
    estate.contracts.find((contract) => kinds.includes(contract.kind))?.id;
  const needs: [string, string | undefined, string][] = [
    ['upgrade', some(['proxy', 'proxy-token']), 'can be upgraded'],
    ['mint', some(['token', 'proxy-token']), 'can mint'],
    ['role', some(['proxy', 'proxy-token', 'token', 'contract']), 'has an owner or roles'],
    ['transfer', some(['wallet']), 'holds money'],
    ['raise', estate.gates[0]?.id, 'can be dropped'],
    ['estate', 'this file', 'will have to change'],
  ];
  return needs.flatMap(([name, subject, can]): Hole[] =>
    subject === undefined || name in estate.policies
      ? []
      : [
          {
            rule: 'policy-missing',
            group: 'policies',
            severity: name === 'raise' || name === 'estate' ? 'high' : 'medium',
            subject: `policies.${name}`,
            why: `${subject} ${can}, but there is no policy "${name}": nobody can permit it${name === 'raise' ? ', so a dropped gate stays down' : ''}.`,
            advice: `Add \`policies: {${name}: {quorum: all}}\`.`,
          },
        ],
  );
}

function quorumHoles(estate: Estate, name: string, policy: Policy, now: Millis): Hole[] {
  const members = membersOf(estate, policy.quorum.group);
  const able = members.filter((person) => canSign(person, now));
  const needed = policy.quorum.count === 'all' ? members.length : policy.quorum.count;
  const subject = `policies.${name}`;
  if (able.length < needed) {
    const unable = members.filter((person) => !canSign(person, now)).map((person) => person.id);
    return [
      {
        rule: 'policy-cannot-be-met',
        group: 'policies',
        severity: 'high',
        subject,
        why: `Policy "${name}" needs ${needed} of "${policy.quorum.group}", but only ${able.length} can sign today (${unable.join(', ')} cannot): nobody can meet it.`,
        advice: 'Renew their keys, or change the quorum, by an estate intent.',
      },
    ];
  }
  const active = estate.custodians.filter((person) => person.status === 'active').length;
  if (active === 1 && WEIGHTY.includes(name)) {
    return [
      {
        rule: 'policy-cannot-be-met',
        group: 'policies',
        severity: 'high',
        subject,
        why: `Policy "${name}" cannot be met: nobody approves alone, and there is only one custodian.`,
        advice: 'Add custodians.',
      },
    ];
  }
  if (needed === 1 && WEIGHTY.includes(name)) {
    return [
      {
        rule: 'one-person-suffices',
        group: 'policies',
        severity: 'high',
        subject,
        why: `Policy "${name}" asks for one person: with the name of the proposer, two keys are enough for it, whatever the number of custodians.`,
        advice: `Ask for more, such as \`${Math.max(2, members.length - 1)} of ${policy.quorum.group}\`.`,
      },
    ];
  }
  // With everyone needed, one lost key or one illness stops it; for raising a gate that costs users their money's use.
  if (policy.quorum.count === 'all' && name === 'estate' && members.length > 1) {
    return [
      {
        rule: 'estate-needs-everyone',
        group: 'policies',
        severity: 'info',
        subject,
        why: `Policy "estate" needs everyone: with one key lost, the estate can never be changed again, not even to replace that key.`,
        advice: `Ask for \`${members.length - 1} of ${policy.quorum.group}\`.`,
      },
    ];
  }
  return [];
}

function timeHoles(name: string, policy: Policy, now: Millis, nextWindow: NextWindow): Hole[] {
  const subject = `policies.${name}`;
  const holes: Hole[] = [];
  if (policy.delay >= policy.expires) {
    holes.push({
      rule: 'policy-cannot-be-met',
      group: 'policies',
      severity: 'high',
      subject,
      why: `Policy "${name}" waits ${formatDuration(policy.delay)} and expires after ${formatDuration(policy.expires)}: its permits end before they begin.`,
      advice: 'Make `expires` longer than `delay`.',
    });
  }
  if (policy.window === undefined) return holes;
  const never = (why: string): void => {
    holes.push({
      rule: 'window-never-opens',
      group: 'policies',
      severity: 'high',
      subject: `${subject}.window`,
      why,
      advice: 'Write a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=14, and a zone such as Europe/Berlin.',
    });
  };
  try {
    if (nextWindow(policy.window, now) === undefined)
      never(`The window of policy "${name}" never opens again: nobody can meet it.`);
  } catch (error) {
    never(`The window of policy "${name}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return holes;
}
