import type { EvmAddress } from '@portcullis/model';
import type { LogFilter } from './chainLog.ts';
import { addressIn, type ChainState } from './reading.ts';
import { TOPIC } from './signatures.ts';
import type { WatchPlan } from './watchPlan.ts';
import { wordOf, ZERO_WORD } from './words.ts';

const GOVERNANCE = [
  TOPIC.upgraded,
  TOPIC.beaconUpgraded,
  TOPIC.adminChanged,
  TOPIC.ownershipTransferred,
  TOPIC.roleGranted,
  TOPIC.roleRevoked,
];

/**
 * Which logs are asked for: who governs the contracts, what is minted, burned, leaves or
 * enters a wallet. Ordinary transfers of a busy token are not among them, so what comes back
 * stays small whatever the token's traffic is.
 */
export function logFilters(plan: WatchPlan, state: ChainState): readonly LogFilter[] {
  const filters: LogFilter[] = [];
  const governance = new Set<EvmAddress>([...plan.governed, ...plan.admins]);
  for (const address of plan.governed) {
    for (const what of ['admin', 'beacon']) {
      const pointed = addressIn(state, `${what}/${address}`);
      if (pointed !== undefined) governance.add(pointed);
    }
  }
  if (governance.size > 0) filters.push({ address: [...governance].toSorted(), topics: [GOVERNANCE] });

  const tokens = [...new Set([...plan.tokens, ...plan.wallets.flatMap((wallet) => wallet.tokens)])].toSorted();
  if (tokens.length > 0) {
    const parties = [ZERO_WORD, ...plan.wallets.map((wallet) => wordOf(wallet.address))];
    filters.push(
      { address: tokens, topics: [[TOPIC.transfer], parties] },
      { address: tokens, topics: [[TOPIC.transfer], null, parties] },
    );
  }
  return filters;
}
