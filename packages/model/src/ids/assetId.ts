import { type AccountId, accountOn, addressOfAccount, chainOfAccount } from './accountId.ts';
import { badId } from './badId.ts';
import type { Branded } from './brand.ts';
import { type ChainId, parseChainId } from './chainId.ts';
import { type EvmAddress, parseEvmAddress } from './evmAddress.ts';

/**
 * An asset by CAIP-19: `chain/namespace:reference`, such as `eip155:56/erc20:0x…` for a
 * token and `eip155:56/slip44:714` for a chain's own coin.
 */
export type AssetId = Branded<'AssetId'>;

/** Reads a CAIP-19 asset id. Throws `bad-id`. */
export function parseAssetId(text: unknown): AssetId {
  const expected = 'CAIP-19, such as eip155:56/erc20:0x… or eip155:56/slip44:714';
  const parts = typeof text === 'string' ? /^([^/]+)\/([-a-z0-9]{3,8}):([-.%a-zA-Z0-9]{1,128})$/.exec(text) : null;
  if (parts === null) throw badId('an asset id', text, expected);
  const [, chainText, namespace, reference] = parts as unknown as [string, string, string, string];
  const chain = parseChainId(chainText);
  if (namespace === 'slip44' && !/^[0-9]{1,10}$/.test(reference)) throw badId('an asset id', text, expected);
  const normal = namespace === 'erc20' ? parseEvmAddress(reference) : reference;
  return `${chain}/${namespace}:${normal}` as AssetId;
}

/** The asset of the ERC-20 token at this account. */
export function erc20Asset(token: AccountId): AssetId {
  return `${chainOfAccount(token)}/erc20:${addressOfAccount(token)}` as AssetId;
}

/** The chain an asset lives on. */
export function chainOfAsset(asset: AssetId): ChainId {
  return asset.slice(0, asset.indexOf('/')) as ChainId;
}

/** The token contract of an `erc20` asset; `undefined` for a chain's own coin. */
export function tokenOfAsset(asset: AssetId): AccountId | undefined {
  const marker = '/erc20:';
  const cut = asset.indexOf(marker);
  return cut < 0 ? undefined : accountOn(chainOfAsset(asset), asset.slice(cut + marker.length) as EvmAddress);
}
