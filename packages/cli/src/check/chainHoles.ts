import { type Chain, chainOfAccount, type Estate, explainFault, Fault } from '@portcullis/model';
import { readChain } from '../chain/chainReader.ts';
import type { Shell } from '../shell.ts';
import type { Hole } from './hole.ts';
import { inspectionHoles } from './inspectionHoles.ts';
import { leverHoles } from './leverHoles.ts';

/** What the chains showed. */
export interface ChainHoles {
  /** Ids of the chains that answered. */
  readonly asked: readonly string[];
  readonly holes: readonly Hole[];
}

/** Holes that only the chains show: wrong chain, no code, one key that suffices, a lever that would not work. */
export async function chainHoles(shell: Shell, estate: Estate): Promise<ChainHoles> {
  const asked: string[] = [];
  const holes: Hole[] = [];
  for (const chain of estate.chains) {
    const progress = shell.progress(`asking ${chain.name}`);
    try {
      holes.push(...(await holesOn(shell, estate, chain)));
      asked.push(chain.id);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      holes.push(unreadable(chain, error));
    } finally {
      progress.end();
    }
  }
  return { asked, holes };
}

async function holesOn(shell: Shell, estate: Estate, chain: Chain): Promise<Hole[]> {
  const reader = await readChain(shell, chain);
  try {
    const holes: Hole[] = [];
    for (const contract of estate.contracts.filter((one) => chainOfAccount(one.at) === chain.id))
      holes.push(...inspectionHoles(estate, contract, await reader.inspect(contract.at)));
    for (const gate of estate.gates)
      if (gate.lever === 'evm-pause') holes.push(...(await leverHoles(shell, gate, chain, reader)));
    return holes;
  } finally {
    reader.close();
  }
}

function unreadable(chain: Chain, fault: Fault): Hole {
  const wrong = fault.code === 'wrong-chain';
  return {
    rule: wrong ? 'wrong-chain' : 'chain-unreadable',
    group: 'chains',
    severity: wrong ? 'critical' : 'high',
    subject: `chains.${chain.name}`,
    why: wrong
      ? `An endpoint of ${chain.name} serves another chain: ${fault.found ?? fault.message}`
      : `${chain.name} cannot be read now, so nothing of it was checked: ${explainFault(fault).split('\n')[0] ?? ''}`,
    advice:
      fault.remedy ??
      (wrong ? 'Put the right endpoint there.' : 'Check the endpoint and try again, or check --offline.'),
  };
}
