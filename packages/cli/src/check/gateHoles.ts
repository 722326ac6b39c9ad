import type { Estate } from '@portcullis/model';
import type { Hole } from './hole.ts';

/** Holes in what stops value: no gate, a gate nothing drops, a gate that obeys the attacker. */
export function gateHoles(estate: Estate): Hole[] {
  if (estate.gates.length === 0) {
    return [
      {
        rule: 'no-gate',
        group: 'gates',
        severity: 'critical',
        subject: 'gates',
        why: 'No gate is declared: Portcullis would see a theft and could stop nothing.',
        advice: 'Add `{id: withdrawals, lever: hold}` and have the paying service ask it, or an evm-pause gate.',
      },
    ];
  }
  return [...undropped(estate), ...obedient(estate)];
}

function undropped(estate: Estate): Hole[] {
  const dropped = new Set(estate.playbooks.flatMap((playbook) => playbook.drop));
  return estate.gates
    .filter((gate) => !dropped.has(gate.id))
    .map((gate) => ({
      rule: 'gate-never-dropped',
      group: 'gates',
      severity: 'medium',
      subject: `gates.${gate.id}`,
      why: `No playbook drops ${gate.id}: only a person can.`,
      advice: `Add ${gate.id} to the \`drop\` of a playbook.`,
    }));
}

/** A pause sent to a proxy runs the code that the attacker has just put behind it. */
function obedient(estate: Estate): Hole[] {
  const proxies = new Map(
    estate.contracts
      .filter((contract) => contract.kind === 'proxy' || contract.kind === 'proxy-token')
      .map((contract) => [contract.at, contract.id]),
  );
  return estate.gates.flatMap((gate): Hole[] => {
    if (gate.lever !== 'evm-pause') return [];
    const named = gate.targets.flatMap((target) => proxies.get(target.pauses) ?? []);
    if (named.length < gate.targets.length) return [];
    return [
      {
        rule: 'lever-obeys-attacker',
        group: 'gates',
        severity: 'high',
        subject: `gates.${gate.id}`,
        why: `${gate.id} pauses only ${named.join(', ')}, which can be upgraded: whoever takes over the proxy decides whether its pause works.`,
        advice:
          'Add a target downstream that the upgrade key does not control (the pool, the market, the withdrawal desk).',
      },
    ];
  });
}
