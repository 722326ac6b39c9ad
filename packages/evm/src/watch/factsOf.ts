import { addressOfAccount, type Contract, type EvmAddress, tokenOfAsset } from '@portcullis/model';
import { addressIn, type ChainState, implementationIn, unitsIn, wordIn } from '../read/reading.ts';
import type { ContractFacts, Measured } from './chainEvent.ts';

/** What detectors may ask about a contract at a block, out of the states before and after it. Pure. */
export function factsOf(contract: Contract, before: ChainState, after: ChainState): ContractFacts {
  const address = addressOfAccount(contract.at);
  const measured = (key: string): Measured => ({ before: unitsIn(before, key), after: unitsIn(after, key) });
  const isToken = contract.kind === 'token' || contract.kind === 'proxy-token';
  const paused = unitsIn(after, `paused/${address}`);
  return {
    id: contract.id,
    account: contract.at,
    implementation: implementationIn(after, address),
    codeHash: wordIn(after, `code/${address}`),
    owner: addressIn(after, `owner/${address}`),
    paused: paused === undefined || paused > 1n ? undefined : paused === 1n,
    supply: isToken ? measured(`supply/${address}`) : undefined,
    backing: backingOf(contract, after, measured),
  };
}

function backingOf(contract: Contract, after: ChainState, measured: (key: string) => Measured): Measured | undefined {
  const backing = contract.supply?.backing;
  if (backing === undefined) return undefined;
  const holder: EvmAddress = addressOfAccount(backing.account);
  const token = tokenOfAsset(backing.asset);
  const key = token === undefined ? `native/${holder}` : `balance/${holder}/${addressOfAccount(token)}`;
  // Backing on another chain is not read here.
  return after[key] === undefined ? undefined : measured(key);
}
