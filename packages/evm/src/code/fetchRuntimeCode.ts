import { type EvmAddress, type Hex, parseHex } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import type { EvmClient } from '../rpc/connectEvm.ts';

/** The runtime code at an address, now. Throws `bad-code` where there is none, and the faults of the client. */
export async function fetchRuntimeCode(client: Pick<EvmClient, 'call'>, address: EvmAddress): Promise<Hex> {
  const code = parseHex(await client.call('eth_getCode', [address, 'latest']));
  if (code !== '0x') return code;
  throw new EvmFault('bad-code', {
    message: 'There is no code at this address.',
    found: address,
    expected: 'a deployed contract',
    remedy: 'Check the address and the chain.',
  });
}
