import type { EvmClient, Inspection } from '@portcullis/evm';
import {
  addressOfAccount,
  type AccountId,
  type Chain,
  chainOf,
  type Estate,
  type Hex,
  keccakOf,
  parseHex,
} from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import type { Shell } from '../shell.ts';

/** Reads single things of one chain for a command. All addresses are checked, all answers parsed. */
export interface ChainReader {
  readonly client: EvmClient;
  /** Runtime code at an account; `0x` where there is none. */
  readonly code: (account: AccountId) => Promise<Hex>;
  /** What is at an account: code, proxy, who has power over it. */
  readonly inspect: (account: AccountId) => Promise<Inspection>;
  readonly close: () => void;
}

/** Connects to the chain of an account. Throws `unknown-name` for a chain that is not in the estate, `wrong-chain`, `disconnected`. */
export async function readChainOf(shell: Shell, estate: Estate, account: AccountId): Promise<ChainReader> {
  const chain = chainOf(estate, account);
  if (chain === undefined)
    throw new CliFault('unknown-name', {
      message: 'The chain is not in the estate.',
      found: account,
      expected: `an account on ${estate.chains.map((one) => one.id).join(', ') || '(no chain declared)'}`,
    });
  return await readChain(shell, chain);
}

/** Connects to a chain of the estate. */
export async function readChain(shell: Shell, chain: Pick<Chain, 'name' | 'id' | 'rpc'>): Promise<ChainReader> {
  const endpoints = chain.rpc.map((endpoint) =>
    typeof endpoint === 'string' ? endpoint : fromEnvironment(endpoint.env, shell),
  );
  // Loaded only where a chain is read.
  const { connectEvm, inspectContract } = await import('@portcullis/evm');
  const silent = (): void => undefined;
  const client = await connectEvm({
    chain: chain.id,
    endpoints,
    clock: shell.clock,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  return {
    client,
    code: async (account) => parseHex(await client.call('eth_getCode', [addressOfAccount(account), 'latest'])),
    inspect: (account) => inspectContract(client, account),
    close: () => client.close(),
  };
}

/** The hash of runtime code as EXTCODEHASH gives it (EIP-1052). */
export function codeHashOf(code: Hex): Hex {
  return keccakOf(Buffer.from(code.slice(2), 'hex'));
}

function fromEnvironment(name: string, shell: Shell): string {
  const url = shell.env[name];
  if (url !== undefined && url !== '') return url;
  throw new CliFault('chain-unreadable', {
    message: 'An endpoint stands in an environment variable that is not set.',
    found: name,
    expected: 'its address',
    remedy: `export ${name}=…`,
  });
}
