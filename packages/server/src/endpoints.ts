import type { Chain } from '@portcullis/model';
import { ServerFault } from './serverFault.ts';

/** The addresses of a chain's nodes, those in the environment filled in. Throws `secret-unreadable`. */
export function endpointsOf(chain: Chain, environment: NodeJS.ProcessEnv): string[] {
  return chain.rpc.map((endpoint) => {
    if (typeof endpoint === 'string') return endpoint;
    const address = environment[endpoint.env]?.trim();
    if (address !== undefined && /^(wss?|https?):\/\//.test(address)) return address;
    throw new ServerFault('secret-unreadable', {
      message: `An endpoint of the chain ${chain.name} is not in the environment.`,
      found: address === undefined ? `${endpoint.env} is not set` : `${endpoint.env} is set, but holds no such address`,
      expected: 'an address that begins with wss://, ws://, https:// or http://',
    });
  });
}
