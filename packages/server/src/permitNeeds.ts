import { needsPermit } from '@portcullis/evm';
import type { Contract, Effect } from '@portcullis/model';

/**
 * Whether each effect needs a permit, asked in the order of the blocks: what left a wallet
 * before it in the same block counts towards the wallet's free units.
 */
export function permitNeeds(): (effect: Effect, contract: Contract | undefined) => boolean {
  let block = '';
  const left = new Map<string, bigint>();
  return (effect, contract) => {
    if (effect.position.hash !== block) {
      block = effect.position.hash;
      left.clear();
    }
    if (effect.kind !== 'outflow') return needsPermit(effect, contract);
    const purse = `${effect.from} ${effect.asset}`;
    const already = left.get(purse) ?? 0n;
    left.set(purse, already + BigInt(effect.units));
    return needsPermit(effect, contract, already);
  };
}
