import { type AccountId, type Contract, type Effect, subjectOf, tokenOfAsset } from '@portcullis/model';

/** The account that an effect happened to: for a mint or a burn, the token. */
export function accountOfEffect(effect: Effect): AccountId {
  return effect.kind === 'mint' || effect.kind === 'burn'
    ? (tokenOfAsset(effect.asset) ?? (effect.asset as string as AccountId))
    : (subjectOf(effect) as AccountId);
}

/** The contract of the estate that an effect happened to; for what governs one (its ProxyAdmin), the one it governs. */
export function contractOf(contracts: readonly Contract[], effect: Effect): Contract | undefined {
  const account = accountOfEffect(effect);
  return (
    contracts.find((contract) => contract.at === account) ?? contracts.find((contract) => contract.admin === account)
  );
}
