import { badId } from './badId.ts';
import type { Branded } from './brand.ts';
import { type ChainId, parseChainId } from './chainId.ts';
import { type EvmAddress, parseEvmAddress } from './evmAddress.ts';

/**
 * An account or contract by CAIP-10: `chain:address`. Addresses on `eip155` chains are
 * kept in lower case, so that equal accounts are equal strings.
 */
export type AccountId = Branded<'AccountId'>;

/** Reads a CAIP-10 account id; checks the EIP-55 checksum of a mixed-case EVM address. Throws `bad-id`. */
export function parseAccountId(text: unknown): AccountId {
  const expected = 'CAIP-10, such as eip155:56:0x66BEA595AEFD5a65799a920974b377Ed20071118';
  if (typeof text !== 'string') throw badId('an account id', text, expected);
  const cut = text.lastIndexOf(':');
  const address = text.slice(cut + 1);
  if (cut < 0 || !/^[-.%a-zA-Z0-9]{1,128}$/.test(address)) throw badId('an account id', text, expected);
  const chain = parseChainId(text.slice(0, cut));
  return accountOn(chain, chain.startsWith('eip155:') ? parseEvmAddress(address) : address);
}

/** The account of an address on a chain; the address must have been checked already. */
export function accountOn(chain: ChainId, address: EvmAddress | string): AccountId {
  return `${chain}:${address}` as AccountId;
}

/** The chain part of an account id. */
export function chainOfAccount(account: AccountId): ChainId {
  return account.slice(0, account.lastIndexOf(':')) as ChainId;
}

/** The address part of an account on an EVM chain, in lower case. */
export function addressOfAccount(account: AccountId): EvmAddress {
  return account.slice(account.lastIndexOf(':') + 1) as EvmAddress;
}
