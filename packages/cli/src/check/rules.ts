import type { Contract, Playbook } from '@portcullis/model';

/** The rules whose findings mean that value can move without a permit, by what a contract is. */
export function criticalRulesOf(contract: Contract): string[] {
  const supply = contract.supply === undefined ? [] : ['supply.unbacked'];
  const known = contract.interface === undefined ? [] : ['mint.unknown-selector'];
  switch (contract.kind) {
    case 'proxy-token':
      return ['upgrade.unpermitted', 'admin.unpermitted', 'mint.unpermitted', ...known, ...supply];
    case 'token':
      return ['admin.unpermitted', 'mint.unpermitted', ...known, ...supply];
    case 'proxy':
      return ['upgrade.unpermitted', 'admin.unpermitted'];
    case 'contract':
      return ['admin.unpermitted'];
    case 'wallet':
      return ['outflow.unpermitted'];
    default:
      return contract.kind satisfies never;
  }
}

/** Whether a pattern of a playbook names a rule; `*` stands for any part of a name. */
export function matchesRule(pattern: string, rule: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(rule);
}

/** The playbooks that act on a rule's critical findings. */
export function playbooksFor(playbooks: readonly Playbook[], rule: string): Playbook[] {
  return playbooks.filter((playbook) => playbook.on.some((pattern) => matchesRule(pattern, rule)));
}
