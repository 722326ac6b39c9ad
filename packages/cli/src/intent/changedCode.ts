import type { ImmutableReferences } from '@portcullis/evm';
import type { AccountId, Estate, Hex, Intent } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import { codeHashOf, readChainOf } from '../chain/chainReader.ts';
import type { Shell } from '../shell.ts';
import { COMMON_FUNCTIONS } from './commonFunctions.ts';
import { comparisonLines } from './comparisonLines.ts';

/** What an artifact tells about the new code. */
export interface KnownCode {
  readonly names?: readonly string[];
  readonly immutables?: ImmutableReferences | undefined;
}

/** For whoever signs an upgrade: the code that is there against the code that shall come, read from the chain here and now. */
export async function changedCode(shell: Shell, estate: Estate, intent: Intent): Promise<string[]> {
  if (intent.kind !== 'upgrade') return [];
  if (intent.implementation === undefined)
    return [
      '',
      'The intent names a hash and no address: compare the code with the proposer’s artifact before you sign.',
    ];
  const chain = await readChainOf(shell, estate, intent.implementation);
  try {
    const code = await chain.code(intent.implementation);
    // What is signed is the hash; the address only helps to find the code. Both must be one.
    if (codeHashOf(code) !== intent.codeHash) {
      throw new CliFault('id-mismatch', {
        message: 'The code at the address is not the code of the intent.',
        found: codeHashOf(code),
        expected: intent.codeHash,
        remedy: 'Do not sign. Ask the proposer.',
      });
    }
    return await changedCodeLines(shell, estate, intent.proxy, code);
  } finally {
    chain.close();
  }
}

/** Old against new code of a proxy: functions added, removed and changed, named where a name is known. */
export async function changedCodeLines(
  shell: Shell,
  estate: Estate,
  proxy: AccountId,
  next: Hex,
  known: KnownCode = {},
): Promise<string[]> {
  const progress = shell.progress(`reading the code behind ${proxy}`);
  const chain = await readChainOf(shell, estate, proxy);
  try {
    const { proxy: behind } = await chain.inspect(proxy);
    if (behind === undefined)
      return ['', `${proxy} is not a proxy that is known here: there is no old code to compare with.`];
    const { compareCode } = await import('@portcullis/evm');
    const declared = estate.contracts.find((contract) => contract.at === proxy)?.interface ?? [];
    const comparison = compareCode(await chain.code(behind.implementation), next, {
      names: [...declared, ...COMMON_FUNCTIONS, ...(known.names ?? [])],
      immutables: known.immutables,
    });
    return ['', `Old code at ${behind.implementation}`, ...comparisonLines(comparison)];
  } finally {
    progress.end();
    chain.close();
  }
}
