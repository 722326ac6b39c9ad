import type { EstatePlan, PlannedContract } from './estatePlan.ts';

/** The text of a new estate file, with every part explained. Parses as it is. Pure. */
export function renderEstateFile(plan: EstatePlan): string {
  return [
    head(plan),
    custodians(plan),
    policies(plan),
    chains(plan),
    contracts(plan),
    gates(plan),
    playbooks(plan),
    REST,
  ].join('\n');
}

function head(plan: EstatePlan): string {
  return `# The estate: what Portcullis protects, who decides, and what stops value from moving.
# Read it through, change what does not fit, then:
#
#   portcullis check     tells every fault with its line, and every hole a thief would use
#   portcullis up        starts the watch
#
# Once the watch has started, a change of this file counts only after the custodians signed it:
# portcullis propose estate FILE.

estate: ${JSON.stringify(plan.name)}
`;
}

function custodians(plan: EstatePlan): string {
  const people = plan.custodians.map(
    ({ id, key, comment, ntfy }) => `  - id: ${id}
    keys:
      - ${JSON.stringify(comment === '' ? key : `${key} ${comment}`)}
${ntfy === undefined ? "    # reach: [{ntfy: 'https://ntfy.sh/SOME-LONG-SECRET-NAME'}]" : `    reach: [{ntfy: ${JSON.stringify(ntfy)}}]`}`,
  );
  return `# Who signs. A person counts once, however many keys; a key is a line of ~/.ssh/*.pub. Keys on a
# security key (ssh-keygen -t ed25519-sk) cannot be copied by malware. Dates are optional:
#   keys: [{key: 'ssh-ed25519 AAAA…', from: 2026-01-01, until: 2027-12-31}]
# Somebody who leaves gets \`status: left\`. \`reach\` is where a page goes: {ntfy: …} or {webhook: …}.
custodians:
${people.join('\n')}

# Groups of custodians, for policies such as "2 of board". "all" is always everybody active.
# groups:
#   board: [alice, bob]
`;
}

function policies(plan: EstatePlan): string {
  const count = plan.custodians.length;
  const most = count <= 2 ? 'all' : `${count - 1} of all`;
  const few = count <= 1 ? 'all' : '2 of all';
  const alone =
    count > 1 ? '' : `\n# With one custodian nothing but a drop can be permitted: nobody approves alone. Add people.`;
  return `# How many persons must sign what, when it may happen, and until when. What has no policy here is
# never permitted. A window is a rule of RFC 5545 in a time zone:
#   window: {rule: 'FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=14', zone: Europe/Berlin, lasts: 2h}${alone}
policies:
  upgrade:  {quorum: all, delay: 1h, expires: 72h}       # other code behind a proxy
  mint:     {quorum: ${few}, expires: 24h}            # new units of a token
  role:     {quorum: ${most}, delay: 1h, expires: 72h}   # owners, admins, roles
  transfer: {quorum: ${few}, expires: 24h}            # money out of a watched wallet
  package:  {quorum: ${few}, expires: 24h}            # a package that the judge holds is used all the same
  estate:   {quorum: ${most}, delay: 1h, expires: 72h}   # this file
  raise:    {quorum: ${most}, expires: 24h}            # a dropped gate goes up again
  freeze:   {quorum: 1 of all, expires: 1h}          # a person drops a gate: one suffices
`;
}

function chains(plan: EstatePlan): string {
  const about = `# Chains, by CAIP-2 id, and the endpoints to read them through, best first. ws:// and wss:// push new
# blocks. An endpoint with a secret in it stands in an environment variable: rpc: [{env: BSC_RPC}].`;
  if (plan.chain === undefined)
    return `${about}\nchains: {}\n#  bsc: {id: 'eip155:56', rpc: ['wss://…', 'https://…']}\n`;
  const { name, id, rpc } = plan.chain;
  return `${about}
chains:
  ${name}:
    id: '${id}'
    rpc:
${rpc.map((url) => `      - ${JSON.stringify(url)}`).join('\n')}
`;
}

function contracts(plan: EstatePlan): string {
  const about = `# What is watched. kind: proxy-token, token, proxy, contract or wallet. \`admin\` is the contract that may
# upgrade it (a ProxyAdmin). \`supply.backing\` says what minted units must be matched by. \`interface\`
# lists the known functions: a mint through any other one is a finding of its own.`;
  if (plan.contracts.length === 0)
    return `${about}\ncontracts: []\n#  - {id: token, at: 'eip155:56:0x…', kind: proxy-token, admin: 'eip155:56:0x…'}\n`;
  return `${about}\ncontracts:\n${plan.contracts.map(contractLines).join('\n')}\n`;
}

function contractLines({ id, at, kind, admin }: PlannedContract): string {
  return [
    `  - id: ${id}`,
    `    at: '${at}'`,
    `    kind: ${kind}`,
    ...(admin === undefined ? [] : [`    admin: '${admin}'`]),
  ].join('\n');
}

function gates(plan: EstatePlan): string {
  const pausable = plan.contracts.filter(
    (contract) => contract.pausable && contract.kind !== 'proxy-token' && contract.kind !== 'proxy',
  );
  const example = pausable[0]?.at ?? 'eip155:56:0x…';
  return `# What stops value. \`hold\`: a paying service asks GET /v1/gates/withdrawals before it pays, and does not
# pay while the gate is down. \`evm-pause\`: the server sends pause() itself, with a key that can do
# nothing else; several targets are tried in order. Do not rely on a pause inside a proxy: whoever
# takes over the proxy decides what its pause does.
gates:
  - {id: withdrawals, lever: hold}
#  - id: pool-pause
#    lever: evm-pause
#    key: {file: pauser.key}          # beside this file, mode 600
#    targets:
#      - {pauses: '${example}'}
`;
}

function playbooks(plan: EstatePlan): string {
  return `# Which findings drop which gates and whom they page. * stands for any part of a rule's name.
playbooks:
  - {on: ['*.unpermitted', supply.unbacked, mint.unknown-selector], least: high, drop: [withdrawals], page: all}
${plan.custodians.some((person) => person.ntfy !== undefined) ? '' : '# Nobody above has a reach yet, so a page goes nowhere.\n'}`;
}

const REST = `# Integrators downstream who must know within a block; messages carry an HMAC under the secret.
# integrators:
#   - {id: market, webhook: 'https://…', secret: {file: market.secret}}

# Programs that may ask the API. \`gates\`: only where the gates stand; \`read\`: everything.
# clients:
#   - {id: desk, token: {file: desk.token}, may: [gates]}

# Where the API listens. Leave it on the loopback; others reach it through TLS or a tunnel of yours.
listen: 127.0.0.1:8780
`;
