import { type Estate, parseEstate } from '@portcullis/model';
import { nextWindow } from '@portcullis/signoff/window';
import { describe, expect, it } from 'vitest';
import { fileHoles } from './fileHoles.ts';
import { findHoles } from './findHoles.ts';
import { inspectionHoles } from './inspectionHoles.ts';

const KEYS = [
  'AAAAC3NzaC1lZDI1NTE5AAAAIIJrVqiFDrZmhO2CN2EC2dlb3cMY5Vs8WGY0zQkBmLTX',
  'AAAAC3NzaC1lZDI1NTE5AAAAIJOf4yl6xv4E8Tab4rWpo1TEyXWg6J3yyE2QTdfafUsQ',
  'AAAAC3NzaC1lZDI1NTE5AAAAIJiJAl+0CiTo+Jc1mOtRKgGSM4l/Gm6IZI5ll6BTBsiN',
];
const NOW = Date.parse('2026-06-01T12:00:00Z');
const AT = 'eip155:56:0x66bea595aefd5a65799a920974b377ed20071118';
const OTHER = 'eip155:56:0xe85afccdafbe7f2b096f268e31cce3da8da2990a';

const GOOD = `estate: Good
custodians:
  - {id: alice, keys: ['sk-ssh-ed25519@openssh.com ${KEYS[0]}'], reach: [{ntfy: 'https://ntfy.example.org/a'}]}
  - {id: bob, keys: ['sk-ssh-ed25519@openssh.com ${KEYS[1]}'], reach: [{ntfy: 'https://ntfy.example.org/b'}]}
  - {id: carol, keys: ['sk-ssh-ed25519@openssh.com ${KEYS[2]}'], reach: [{ntfy: 'https://ntfy.example.org/c'}]}
policies:
  upgrade: {quorum: all, window: {rule: 'FREQ=WEEKLY;BYDAY=TU;BYHOUR=14', zone: Europe/Berlin, lasts: 2h}, delay: 1h}
  mint: {quorum: 2 of all}
  role: {quorum: 2 of all}
  estate: {quorum: 2 of all}
  raise: {quorum: 2 of all}
  freeze: {quorum: 1 of all}
chains:
  bsc: {id: 'eip155:56', rpc: ['wss://one.example.org', 'https://two.example.org']}
contracts:
  - {id: token, at: '${AT}', kind: proxy-token, admin: '${OTHER}'}
gates:
  - {id: withdrawals, lever: hold}
playbooks:
  - {on: ['*.unpermitted', supply.unbacked], least: high, drop: [withdrawals], page: all}
`;

function estateOf(text: string): Estate {
  const result = parseEstate(text);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.estate;
}
const changed = (from: string | RegExp, to: string): Estate => {
  const text = GOOD.replace(from, to);
  expect(text).not.toBe(GOOD);
  return estateOf(text);
};
const rulesOf = (estate: Estate): string[] =>
  findHoles(estate, NOW, nextWindow).map(({ rule, subject }) => `${rule} ${subject}`);

describe('holes of an estate', () => {
  it('are none in a good one', () => {
    expect(rulesOf(estateOf(GOOD))).toEqual([]);
  });

  it.each<[string, string | RegExp, string, string]>([
    [
      'a custodian without reach',
      ", reach: [{ntfy: 'https://ntfy.example.org/a'}]",
      '',
      'custodian-without-reach custodians.alice',
    ],
    [
      'a key that ends soon',
      `'sk-ssh-ed25519@openssh.com ${KEYS[0]}'`,
      `{key: 'sk-ssh-ed25519@openssh.com ${KEYS[0]}', until: 2026-06-10}`,
      'key-ends-soon custodians.alice',
    ],
    [
      'a custodian whose keys have ended',
      `'sk-ssh-ed25519@openssh.com ${KEYS[0]}'`,
      `{key: 'sk-ssh-ed25519@openssh.com ${KEYS[0]}', until: 2026-01-10}`,
      'custodian-cannot-sign custodians.alice',
    ],
    [
      'a policy that nobody can meet since',
      `'sk-ssh-ed25519@openssh.com ${KEYS[0]}'`,
      `{key: 'sk-ssh-ed25519@openssh.com ${KEYS[0]}', until: 2026-01-10}`,
      'policy-cannot-be-met policies.upgrade',
    ],
    ['a key that can be copied', 'sk-ssh-ed25519@openssh.com', 'ssh-ed25519', 'key-can-be-copied custodians.alice'],
    [
      'a policy that one person meets',
      'mint: {quorum: 2 of all}',
      'mint: {quorum: 1 of all}',
      'one-person-suffices policies.mint',
    ],
    ['no policy for what matters', '  raise: {quorum: 2 of all}\n', '', 'policy-missing policies.raise'],
    [
      'an estate that needs everyone',
      'estate: {quorum: 2 of all}',
      'estate: {quorum: all}',
      'estate-needs-everyone policies.estate',
    ],
    [
      'a delay longer than the life',
      'mint: {quorum: 2 of all}',
      'mint: {quorum: 2 of all, delay: 3h, expires: 2h}',
      'policy-cannot-be-met policies.mint',
    ],
    [
      'a window that never opens',
      'FREQ=WEEKLY;BYDAY=TU;BYHOUR=14',
      'FREQ=YEARLY;BYMONTH=1;UNTIL=20250101T000000Z',
      'window-never-opens policies.upgrade.window',
    ],
    [
      'a window that is none',
      'FREQ=WEEKLY;BYDAY=TU;BYHOUR=14',
      'EVERY TUESDAY',
      'window-never-opens policies.upgrade.window',
    ],
    [
      'a breach that nobody hears of',
      "['*.unpermitted', supply.unbacked]",
      '[upgrade.*]',
      'breach-unheard contracts.token',
    ],
    [
      'a breach that drops nothing',
      'drop: [withdrawals], page: all',
      'page: all',
      'breach-drops-nothing contracts.token',
    ],
    [
      'a gate that nothing drops',
      'drop: [withdrawals], page: all',
      'page: all',
      'gate-never-dropped gates.withdrawals',
    ],
    [
      'a playbook that does nothing',
      'drop: [withdrawals], page: all',
      'least: low',
      'playbook-does-nothing playbooks.0',
    ],
    ['a misspelt rule', 'supply.unbacked]', 'suply.unbacked]', 'playbook-never-applies playbooks.0.on'],
    ['a proxy whose admin is not watched', `, admin: '${OTHER}'`, '', 'admin-unwatched contracts.token'],
    [
      'a contract that can be paused and is not',
      'kind: proxy-token',
      "kind: contract, interface: ['pause()']",
      'pausable-without-gate contracts.token',
    ],
    ['a wallet that is not watched', 'kind: proxy-token', 'kind: wallet', 'wallet-without-assets contracts.token'],
    [
      'a pause that obeys the attacker',
      '{id: withdrawals, lever: hold}',
      `{id: withdrawals, lever: evm-pause, key: {env: K}, targets: [{pauses: '${AT}'}]}`,
      'lever-obeys-attacker gates.withdrawals',
    ],
    ['one endpoint only', ", 'https://two.example.org'", '', 'one-endpoint chains.bsc.rpc'],
    ['an endpoint in the clear', 'https://two', 'http://two', 'endpoint-in-the-clear chains.bsc.rpc'],
    [
      'a webhook in the clear',
      'https://ntfy.example.org/a',
      'http://ntfy.example.org/a',
      'webhook-in-the-clear custodians.alice.reach',
    ],
    ['an API for everybody', 'gates:', 'listen: 0.0.0.0:8780\ngates:', 'listens-beyond-loopback listen'],
  ])('find %s', (_, from, to, hole) => {
    const text = GOOD.replaceAll('least: high, ', to === 'least: low' ? '' : 'least: high, ').replace(from, to);
    expect(text).not.toBe(GOOD);
    expect(rulesOf(estateOf(text))).toContain(hole);
  });

  it('find that nothing is watched, nothing stops and nothing follows', () => {
    expect(rulesOf(changed(/contracts:\n.*\ngates:\n.*\nplaybooks:\n.*\n/, ''))).toEqual(
      expect.arrayContaining(['nothing-watched contracts', 'no-gate gates']),
    );
    expect(rulesOf(changed(/playbooks:\n.*\n/, ''))).toContain('no-playbook playbooks');
  });

  it('find that one person holds everything', () => {
    const alone = rulesOf(estateOf(GOOD.replace(/ {2}- \{id: bob.*\n.*\n/, '').replaceAll('2 of all', 'all')));
    expect(alone).toEqual(
      expect.arrayContaining(['one-person-holds-all custodians', 'policy-cannot-be-met policies.raise']),
    );
    expect(alone).not.toContain('policy-cannot-be-met policies.freeze');
  });

  it('find pages that go nowhere', () => {
    expect(rulesOf(estateOf(GOOD.replaceAll(/, reach: \[[^\]]*\]/g, '')))).toContain(
      'page-goes-nowhere playbooks.0.page',
    );
  });
});

describe('holes in secrets', () => {
  const estate = changed(
    '{id: withdrawals, lever: hold}',
    `{id: withdrawals, lever: evm-pause, key: {file: k}, targets: [{pauses: '${OTHER}'}]}`,
  );
  it.each([
    [{ is: 'missing', where: 'k' } as const, ['secret-missing gates.withdrawals.key']],
    [
      { is: 'readable-by-others', where: 'k', mode: 0o644 } as const,
      ['secret-readable-by-others gates.withdrawals.key'],
    ],
    [{ is: 'kept' } as const, []],
  ])('are told of %o', (state, holes) => {
    expect(fileHoles(estate, () => state).map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(holes);
  });
});

describe('holes that the chain shows', () => {
  const estate = estateOf(GOOD);
  const token = estate.contracts[0]!;
  const key = `eip155:56:0x${'1'.repeat(40)}` as typeof token.at;
  const seen = {
    account: token.at,
    codeHash: '0x01',
    proxy: { kind: 'eip1967', implementation: key, codeHash: '0x02', beacon: undefined },
    admin: { account: token.admin, is: 'contract' },
    adminOwner: undefined,
    owner: undefined,
    paused: undefined,
    supply: 1n,
    soleKeys: [],
  } as unknown as Parameters<typeof inspectionHoles>[2];
  it.each<[string, object, string[]]>([
    ['nothing where all is as declared', {}, []],
    ['no code', { codeHash: undefined }, ['no-code']],
    ['no proxy', { proxy: undefined }, ['not-a-proxy']],
    ['another admin', { admin: { account: key, is: 'contract' } }, ['admin-differs']],
    ['one key that can upgrade', { adminOwner: { account: key, is: 'key' }, soleKeys: [key] }, ['one-key-suffices']],
  ])('are %s', (_, difference, rules) => {
    expect(inspectionHoles(estate, token, { ...seen, ...difference }).map(({ rule }) => rule)).toEqual(rules);
  });
  it('are an undeclared proxy and a pause without a gate', () => {
    expect(
      inspectionHoles(estate, { ...token, kind: 'token' }, { ...seen, paused: false }).map(({ rule }) => rule),
    ).toEqual(['undeclared-proxy', 'pausable-without-gate']);
  });
});
