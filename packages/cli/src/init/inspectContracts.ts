import { accountOn, type ChainId, type ContractKind, type EvmAddress } from '@portcullis/model';
import type { Inspection } from '@portcullis/evm';
import { CliFault } from '../cliFault.ts';
import { readChain } from '../chain/chainReader.ts';
import type { Shell } from '../shell.ts';
import type { PlannedContract } from './estatePlan.ts';

/** Reads from the chain what contracts are and who may upgrade them. Throws `unknown-name` where there is no code. */
export async function inspectContracts(
  shell: Shell,
  chain: { readonly name: string; readonly id: ChainId; readonly rpc: readonly string[] },
  addresses: readonly EvmAddress[],
): Promise<PlannedContract[]> {
  const progress = shell.progress('reading the contracts');
  const reader = await readChain(shell, chain).finally(() => progress.end());
  try {
    const contracts: PlannedContract[] = [];
    for (const [at, address] of addresses.entries()) {
      const seen = await reader.inspect(accountOn(chain.id, address));
      if (seen.codeHash === undefined)
        throw new CliFault('unknown-name', {
          message: 'No code is deployed there.',
          found: seen.account,
          expected: `a contract on ${chain.id}`,
          remedy: 'Check the address and the chain. A wallet without code is declared by hand, with kind: wallet.',
        });
      contracts.push({
        id: `contract-${at + 1}`,
        at: seen.account,
        kind: kindOf(seen),
        admin: seen.admin?.is === 'contract' ? seen.admin.account : undefined,
        pausable: seen.paused !== undefined,
      });
    }
    return contracts;
  } finally {
    reader.close();
  }
}

function kindOf(seen: Inspection): ContractKind {
  if (seen.proxy?.kind === 'safe') return 'wallet';
  if (seen.proxy !== undefined) return seen.supply === undefined ? 'proxy' : 'proxy-token';
  return seen.supply === undefined ? 'contract' : 'token';
}
