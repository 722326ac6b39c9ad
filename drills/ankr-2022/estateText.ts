import type { Address } from 'viem';
import type { DrillCustodian } from '../src/custodians.ts';
import { TOKEN_INTERFACE, type World } from './world.ts';

/** What the estate file names besides the world itself. */
export interface EstateParts {
  readonly world: World;
  readonly custodians: readonly DrillCustodian[];
  /** Address of the receiver of pages and notices. */
  readonly receiver: string;
  readonly port: number;
  /** The pair's gate tries the token's own pause first, which is what pause-hijack abuses. */
  readonly tokenFirst: boolean;
}

/** Gates that stop value when the token is taken over. */
export const GATES: readonly string[] = ['pool-pause', 'bnb-pair-pause', 'usdc-pair-pause', 'withdrawals'];

/** The estate file that a protocol like Ankr would write. Secrets lie in files beside it. */
export function estateText({ world: { chain, at }, custodians, receiver, port, tokenFirst }: EstateParts): string {
  const id = (address: Address): string => `eip155:56:${address}`;
  const target = (address: Address): string => `{pauses: '${id(address)}', via: '${id(at.guardian)}'}`;
  const gate = (name: string, ...targets: readonly Address[]): string =>
    `  - {id: ${name}, lever: evm-pause, key: {file: guardian.key}, targets: [${targets.map(target).join(', ')}]}`;
  return `# Written by the drill ankr-2022: an estate like the one that was robbed in December 2022.
estate: Staking protocol of the Ankr drill

custodians:
${custodians.map((one) => `  - id: ${one.id}\n    keys: ['${one.publicKey}']\n    reach: [{webhook: '${receiver}/${one.id}', secret: {file: page.secret}}]`).join('\n')}

policies:
  upgrade: {quorum: all, expires: 24h}
  mint:    {quorum: 2 of all, expires: 24h}
  role:    {quorum: all, expires: 24h}
  estate:  {quorum: all, expires: 24h}
  raise:   {quorum: all, expires: 24h}
  freeze:  {quorum: 1 of all, expires: 1h}

chains:
  bsc:
    id: eip155:56
    rpc: ['${chain.node.ws}', '${chain.node.http}']
    depth: {safe: 3, final: 15}

contracts:
  - id: aBNBc
    at: '${id(at.token)}'
    kind: proxy-token
    admin: '${id(at.proxyAdmin)}'
    supply: {backing: {account: '${id(at.pool)}', asset: 'eip155:56/slip44:714'}}
    interface:
${TOKEN_INTERFACE.map((method) => `      - ${method}`).join('\n')}
  - {id: pool, at: '${id(at.pool)}', kind: contract}
  - {id: bnb-pair, at: '${id(at.bnbPair)}', kind: contract}
  - {id: usdc-pair, at: '${id(at.usdcPair)}', kind: contract}
  - {id: guardian, at: '${id(at.guardian)}', kind: contract}

gates:
${gate('pool-pause', at.pool)}
${gate('bnb-pair-pause', ...(tokenFirst ? [at.token] : []), at.bnbPair)}
${gate('usdc-pair-pause', at.usdcPair)}
  - {id: withdrawals, lever: hold}

playbooks:
  - on: [upgrade.*, admin.*, role.*, code.*, mint.*, supply.*]
    drop: [${GATES.join(', ')}]
    page: all
    tell: all

integrators:
  - {id: lending-market, webhook: '${receiver}/lending-market', secret: {file: integrator.secret}}

clients:
  - {id: desk, token: {file: desk.token}, may: [gates]}

listen: 127.0.0.1:${port}
`;
}
