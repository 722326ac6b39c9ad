import { type AccountId, addressOfAccount, type AssetId, type Contract, tokenOfAsset } from '@portcullis/model';

/** The first and last four digits of an address: enough to recognise it, not to trust it. */
export function shortAddress(account: AccountId): string {
  const address = addressOfAccount(account);
  return address.length <= 12 ? address : `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** A contract by its name in the estate and its address. */
export function named(account: AccountId, contract: Contract | undefined): string {
  if (contract === undefined) return shortAddress(account);
  return contract.at === account
    ? `${contract.id} (${shortAddress(account)})`
    : `${shortAddress(account)}, which governs ${contract.id},`;
}

/** The first eight digits of a hash. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 10)}…`;
}

/** An amount in smallest units with a power of ten beside it where it is long. */
export function amount(units: string, asset: AssetId): string {
  const size = units.length > 9 ? ` (about ${units[0]}·10^${units.length - 1})` : '';
  const token = tokenOfAsset(asset);
  return `${units}${size} units of ${token === undefined ? "the chain's coin" : shortAddress(token)}`;
}
