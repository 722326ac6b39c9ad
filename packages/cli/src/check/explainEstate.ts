import { type Estate, formatDuration, type Policy } from '@portcullis/model';
import { printable } from '@portcullis/model/printable';

/** What an estate protects, in plain sentences, as somebody would tell it who knows it. */
export function explainEstate(estate: Estate): string[] {
  const active = estate.custodians.filter((person) => person.status === 'active');
  const lines = [
    `${printable(estate.name)} is kept by ${active.length === 1 ? 'one custodian' : `${active.length} custodians`}: ${active.map((person) => person.id).join(', ')}.`,
    ...estate.chains.map(
      (chain) =>
        `Chain ${chain.name} (${chain.id}) is read through ${chain.rpc.length === 1 ? 'one endpoint' : `${chain.rpc.length} endpoints`}.`,
    ),
    ...estate.contracts.map(
      (contract) =>
        `${contract.id} (${contract.kind}) at ${contract.at} is watched${contract.supply === undefined ? '' : `; its supply must be backed by ${contract.supply.backing.account}`}.`,
    ),
    ...Object.entries(estate.policies).map(
      ([name, policy]) =>
        `${policyWord(name)}: ${quorum(policy)}${policy.delay > 0 ? `, ${formatDuration(policy.delay)} after the last sign-off` : ''}${policy.window === undefined ? '' : `, only in the window ${printable(policy.window.rule)} (${printable(policy.window.zone)}) for ${formatDuration(policy.window.lasts)}`}.`,
    ),
    ...estate.gates.map((gate) =>
      gate.lever === 'hold'
        ? `Gate ${gate.id}: a paying service asks before it pays.`
        : `Gate ${gate.id}: pauses ${gate.targets.length === 1 ? 'one contract' : `${gate.targets.length} contracts, in order`}.`,
    ),
    ...estate.playbooks.map((playbook) => {
      const acts = [
        ...(playbook.drop.length > 0 ? [`drop ${playbook.drop.join(', ')}`] : []),
        ...(playbook.page.length > 0 ? [`page ${playbook.page.join(', ')}`] : []),
        ...(playbook.tell.length > 0 ? [`tell ${playbook.tell.join(', ')}`] : []),
      ];
      return `On ${playbook.on.join(', ')}${playbook.least === 'info' ? '' : ` of at least ${playbook.least}`}: ${acts.join('; ') || 'nothing'}.`;
    }),
  ];
  return lines;
}

function policyWord(name: string): string {
  const words: Readonly<Record<string, string>> = {
    upgrade: 'An upgrade',
    mint: 'A mint',
    role: 'A change of roles',
    transfer: 'A transfer',
    estate: 'A change of this file',
    raise: 'Raising a gate',
    freeze: 'Dropping a gate',
  };
  return words[name] ?? name;
}

function quorum(policy: Policy): string {
  const { count, group } = policy.quorum;
  const of = group === 'all' ? '' : ` of ${group}`;
  if (count === 'all') return `all custodians${of} sign`;
  return count === 1 ? `one custodian${of} suffices` : `${count} custodians${of} sign`;
}
