import { type Contract, type Effect, type Estate, tokenOfAsset } from '@portcullis/model';

/** The estate's contract that an effect is about: the proxy, the token, the wallet, or what an admin contract has power over. */
export function contractOf(estate: Estate, effect: Effect): Contract | undefined {
  const at =
    effect.kind === 'upgrade'
      ? effect.proxy
      : effect.kind === 'outflow'
        ? effect.from
        : effect.kind === 'mint' || effect.kind === 'burn'
          ? tokenOfAsset(effect.asset)
          : effect.contract;
  return (
    estate.contracts.find((contract) => contract.at === at) ??
    estate.contracts.find((contract) => contract.admin === at)
  );
}
