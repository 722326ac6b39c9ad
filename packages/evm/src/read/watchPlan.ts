import {
  type AssetId,
  type ChainId,
  type Contract,
  type EvmAddress,
  addressOfAccount,
  chainOfAccount,
  chainOfAsset,
  tokenOfAsset,
} from '@portcullis/model';

/** A watched wallet: the tokens and the coin whose leaving is reported. */
export interface WatchedWallet {
  readonly address: EvmAddress;
  readonly tokens: readonly EvmAddress[];
  /** The chain's own coin, where the estate lists it for this wallet. */
  readonly native: AssetId | undefined;
}

/** Where the backing of a token is held. */
export interface WatchedBacking {
  readonly account: EvmAddress;
  /** `undefined`: the chain's own coin. */
  readonly token: EvmAddress | undefined;
}

/** What of an estate is read on one chain, by address, each thing once. */
export interface WatchPlan {
  readonly chain: ChainId;
  readonly contracts: readonly Contract[];
  /** Contracts whose code, proxy slots, owner and roles are watched. */
  readonly governed: readonly EvmAddress[];
  /** Contracts declared to have power over one of these (a ProxyAdmin). */
  readonly admins: readonly EvmAddress[];
  /** Contracts whose supply is watched. */
  readonly tokens: readonly EvmAddress[];
  readonly wallets: readonly WatchedWallet[];
  readonly backings: readonly WatchedBacking[];
  /** Tokens with a declared interface: transactions that mint them are read too. */
  readonly interfaced: readonly EvmAddress[];
}

/** Works out what must be read of each block for the contracts of an estate that live on a chain. */
export function watchPlan(chain: ChainId, all: readonly Contract[]): WatchPlan {
  const contracts = all.filter((contract) => chainOfAccount(contract.at) === chain);
  const addressOf = (contract: Contract): EvmAddress => addressOfAccount(contract.at);
  const tokens = contracts.filter((contract) => contract.kind === 'token' || contract.kind === 'proxy-token');
  return {
    chain,
    contracts,
    governed: unique(contracts.filter((contract) => contract.kind !== 'wallet').map(addressOf)),
    admins: unique(
      contracts.flatMap((contract) => (contract.admin === undefined ? [] : [addressOfAccount(contract.admin)])),
    ),
    tokens: unique(tokens.map(addressOf)),
    wallets: contracts.filter((contract) => contract.kind === 'wallet').map((contract) => walletOf(chain, contract)),
    backings: contracts.flatMap((contract) => backingOf(chain, contract)),
    interfaced: unique(tokens.filter((contract) => contract.interface !== undefined).map(addressOf)),
  };
}

function walletOf(chain: ChainId, contract: Contract): WatchedWallet {
  const here = contract.assets.filter((asset) => chainOfAsset(asset) === chain);
  return {
    address: addressOfAccount(contract.at),
    tokens: unique(here.flatMap((asset) => tokenAddress(asset) ?? [])),
    native: here.find((asset) => asset.includes('/slip44:')),
  };
}

function backingOf(chain: ChainId, contract: Contract): readonly WatchedBacking[] {
  const backing = contract.supply?.backing;
  // Backing on another chain cannot be read at this chain's block.
  if (backing === undefined || chainOfAccount(backing.account) !== chain || chainOfAsset(backing.asset) !== chain)
    return [];
  return [{ account: addressOfAccount(backing.account), token: tokenAddress(backing.asset) }];
}

function tokenAddress(asset: AssetId): EvmAddress | undefined {
  const token = tokenOfAsset(asset);
  return token === undefined ? undefined : addressOfAccount(token);
}

function unique(addresses: readonly EvmAddress[]): readonly EvmAddress[] {
  return [...new Set(addresses)].toSorted();
}
