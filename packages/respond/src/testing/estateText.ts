/** An estate file for tests: two custodians, two gates, one integrator. `extra` members are appended as they are. */
export function estateText(
  options: {
    readonly webhook?: string;
    readonly alice?: readonly string[];
    readonly gates?: string;
    readonly playbooks?: string;
    readonly extra?: string;
  } = {},
): string {
  const key = (letter: string): string => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letter.repeat(43)}`;
  return `estate: Example Staking
custodians:
  - {id: alice, keys: ['${key('A')}'], reach: [${(options.alice ?? []).join(', ')}]}
  - {id: bob, keys: ['${key('B')}']}
policies: {freeze: {quorum: 1 of all}, raise: {quorum: all}}
chains:
  local: {id: 'eip155:31337', rpc: ['ws://127.0.0.1:8545']}
gates:
${options.gates ?? '  - {id: withdrawals, lever: hold}\n  - {id: desk, lever: hold}'}
integrators:
  - {id: lender, webhook: '${options.webhook ?? 'http://127.0.0.1:9/hook'}', secret: {env: LENDER_SECRET}}
playbooks:
${options.playbooks ?? "  - {on: ['upgrade.*', 'mint.unpermitted'], least: high, drop: [withdrawals], page: all, tell: all}\n  - {on: ['mint.*'], drop: [desk], page: [alice]}"}
${options.extra ?? ''}`;
}
