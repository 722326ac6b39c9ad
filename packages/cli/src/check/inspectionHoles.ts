import type { Inspection } from '@portcullis/evm';
import type { Contract, Estate } from '@portcullis/model';
import { pausedAccounts } from './contractHoles.ts';
import type { Hole } from './hole.ts';

/** Holes that the look at a contract on its chain shows. Pure: the look is an argument. */
export function inspectionHoles(estate: Estate, contract: Contract, seen: Inspection): Hole[] {
  const hole = (rule: string, severity: Hole['severity'], why: string, advice: string): Hole => ({
    rule,
    group: 'contracts',
    severity,
    subject: `contracts.${contract.id}`,
    why,
    advice,
  });
  if (seen.codeHash === undefined) {
    return contract.kind === 'wallet'
      ? []
      : [
          hole(
            'no-code',
            'critical',
            `There is no code at ${contract.at}: ${contract.id} is not there.`,
            'Check the address and the chain.',
          ),
        ];
  }
  const holes: Hole[] = [];
  const declaredProxy = contract.kind === 'proxy' || contract.kind === 'proxy-token';
  if (seen.proxy === undefined && declaredProxy)
    holes.push(
      hole(
        'not-a-proxy',
        'medium',
        `${contract.id} is declared a ${contract.kind}, but no implementation slot is set.`,
        'Check the kind and the address.',
      ),
    );
  if (seen.proxy !== undefined && !declaredProxy && contract.kind !== 'wallet') {
    holes.push(
      hole(
        'undeclared-proxy',
        'high',
        `${contract.id} is declared a ${contract.kind}, but it is a proxy: its code can be replaced.`,
        `Declare it \`kind: ${contract.kind === 'token' ? 'proxy-token' : 'proxy'}\`.`,
      ),
    );
  }
  if (seen.admin?.is === 'contract' && contract.admin !== seen.admin.account) {
    holes.push(
      hole(
        'admin-differs',
        'high',
        `The admin of ${contract.id} on the chain is ${seen.admin.account}, in the estate ${contract.admin ?? 'none'}: a change of its owner goes unseen.`,
        `Set \`admin: '${seen.admin.account}'\`.`,
      ),
    );
  }
  for (const key of seen.soleKeys) {
    const upgrades = seen.adminOwner?.account === key || seen.admin?.account === key;
    holes.push(
      hole(
        'one-key-suffices',
        upgrades ? 'critical' : 'high',
        upgrades
          ? `One private key, ${key}, can upgrade ${contract.id} alone: whoever steals it owns the contract.`
          : `One private key, ${key}, owns ${contract.id} alone.`,
        'Hand the power to a multisig whose owners are the custodians.',
      ),
    );
  }
  const pausable = seen.paused !== undefined && !declaredProxy;
  if (
    pausable &&
    !pausedAccounts(estate).has(contract.at) &&
    contract.interface?.some((name) => name.startsWith('pause(')) !== true
  ) {
    holes.push(
      hole(
        'pausable-without-gate',
        'high',
        `${contract.id} can be paused, but no gate pauses it.`,
        `Add a gate with \`lever: evm-pause\` and \`targets: [{pauses: '${contract.at}'}]\`.`,
      ),
    );
  }
  return holes;
}
