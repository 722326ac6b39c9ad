import type { Estate } from '@portcullis/model';
import { criticalRulesOf, matchesRule } from './rules.ts';
import type { Hole } from './hole.ts';

/** Holes in what follows a finding: playbooks that do nothing, never apply, or page people who cannot be paged. */
export function playbookHoles(estate: Estate): Hole[] {
  if (estate.playbooks.length === 0 && estate.contracts.length > 0) {
    return [
      {
        rule: 'no-playbook',
        group: 'playbooks',
        severity: 'critical',
        subject: 'playbooks',
        why: 'There is no playbook: a breach is written down, and that is all.',
        advice: "Add `playbooks: [{on: ['*'], least: high, drop: [GATE], page: all}]`.",
      },
    ];
  }
  const raised = new Set(
    estate.contracts.flatMap((contract) => [
      ...criticalRulesOf(contract),
      'role.unpermitted',
      'code.unpermitted',
      'mint.unknown-selector',
      'supply.unbacked',
    ]),
  );
  const reachable = new Set(estate.custodians.filter((person) => person.reach.length > 0).map((person) => person.id));
  return estate.playbooks.flatMap((playbook, at): Hole[] => {
    const subject = `playbooks.${at}`;
    const name = `The playbook on ${playbook.on.join(', ')}`;
    const holes: Hole[] = [];
    if (playbook.drop.length + playbook.page.length + playbook.tell.length === 0) {
      holes.push({
        rule: 'playbook-does-nothing',
        group: 'playbooks',
        severity: 'high',
        subject,
        why: `${name} drops, pages and tells nobody.`,
        advice: 'Give it `drop`, `page` or `tell`.',
      });
    }
    const idle = playbook.on.filter((pattern) => ![...raised].some((rule) => matchesRule(pattern, rule)));
    if (idle.length > 0 && estate.contracts.length > 0) {
      holes.push({
        rule: 'playbook-never-applies',
        group: 'playbooks',
        severity: 'low',
        subject: `${subject}.on`,
        why: `No contract here can raise ${idle.join(', ')}: the name may be misspelt.`,
        advice: `Rules that can be raised here: ${[...raised].toSorted().join(', ')}.`,
      });
    }
    if (playbook.page.length > 0 && !playbook.page.some((id) => reachable.has(id))) {
      holes.push({
        rule: 'page-goes-nowhere',
        group: 'playbooks',
        severity: 'high',
        subject: `${subject}.page`,
        why: `${name} pages only people without reach: nobody is woken.`,
        advice: 'Add `reach` to them.',
      });
    }
    return holes;
  });
}
