import type { AccountId, Contract, Estate } from '@portcullis/model';
import { criticalRulesOf, playbooksFor } from './rules.ts';
import type { Hole } from './hole.ts';

/** Holes around what is watched: nothing watched, nothing that stops it, a breach that nobody hears of. */
export function contractHoles(estate: Estate): Hole[] {
  if (estate.contracts.length === 0) {
    return [
      {
        rule: 'nothing-watched',
        group: 'contracts',
        severity: 'high',
        subject: 'contracts',
        why: 'No contract is declared: nothing is watched, and nothing will be found.',
        advice:
          'Add the contracts and wallets that hold or mint value; `portcullis init --contract` can read them from the chain.',
      },
    ];
  }
  return estate.contracts.flatMap((contract) => [
    ...leverHoles(estate, contract),
    ...responseHoles(estate, contract),
    ...sightHoles(contract),
  ]);
}

function leverHoles(estate: Estate, contract: Contract): Hole[] {
  const pausable = contract.interface?.some((name) => name.startsWith('pause(')) ?? false;
  if (pausable && !pausedAccounts(estate).has(contract.at)) {
    return [
      {
        rule: 'pausable-without-gate',
        group: 'contracts',
        severity: 'high',
        subject: `contracts.${contract.id}`,
        why: `${contract.id} can be paused, but no gate pauses it.`,
        advice: `Add a gate with \`lever: evm-pause\` and \`targets: [{pauses: '${contract.at}'}]\`.`,
      },
    ];
  }
  return [];
}

function responseHoles(estate: Estate, contract: Contract): Hole[] {
  const silent: string[] = [];
  const harmless: string[] = [];
  for (const rule of criticalRulesOf(contract)) {
    const playbooks = playbooksFor(estate.playbooks, rule);
    if (playbooks.some((playbook) => playbook.drop.length > 0)) continue;
    (playbooks.some((playbook) => playbook.page.length > 0 || playbook.tell.length > 0) ? harmless : silent).push(rule);
  }
  const hole = (rule: string, severity: Hole['severity'], why: string): Hole => ({
    rule,
    group: 'contracts',
    severity,
    subject: `contracts.${contract.id}`,
    why,
    advice: 'Add a playbook `{on: [upgrade.*, mint.*, …], drop: [GATE], page: all}`.',
  });
  return [
    ...(silent.length === 0
      ? []
      : [
          hole(
            'breach-unheard',
            'critical',
            `A breach of ${contract.id} by ${silent.join(', ')} would drop no gate and page nobody.`,
          ),
        ]),
    ...(harmless.length === 0
      ? []
      : [
          hole(
            'breach-drops-nothing',
            'high',
            `A breach of ${contract.id} by ${harmless.join(', ')} would page people but drop no gate: the theft goes on until somebody wakes.`,
          ),
        ]),
  ];
}

function sightHoles(contract: Contract): Hole[] {
  const subject = `contracts.${contract.id}`;
  const holes: Hole[] = [];
  if (contract.kind === 'proxy-token' && contract.admin === undefined) {
    holes.push({
      rule: 'admin-unwatched',
      group: 'contracts',
      severity: 'medium',
      subject,
      why: `${contract.id} is a proxy without \`admin\`: that a stranger becomes owner of its ProxyAdmin goes unseen until the upgrade.`,
      advice: 'Add `admin:` with the ProxyAdmin, unless the proxy upgrades itself (UUPS).',
    });
  }
  if (contract.kind === 'wallet' && contract.assets.length === 0) {
    holes.push({
      rule: 'wallet-without-assets',
      group: 'contracts',
      severity: 'high',
      subject,
      why: `${contract.id} is a wallet without \`assets\`: what leaves it is not watched.`,
      advice: 'List its assets by CAIP-19, such as eip155:56/slip44:714.',
    });
  }
  return holes;
}

/** Every account that some gate pauses. */
export function pausedAccounts(estate: Estate): ReadonlySet<AccountId> {
  return new Set(
    estate.gates.flatMap((gate) => (gate.lever === 'evm-pause' ? gate.targets.map((target) => target.pauses) : [])),
  );
}
