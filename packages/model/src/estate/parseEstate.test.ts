import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../digest.ts';
import type { Estate } from './estate.ts';
import { chainOf, type EstateFault, parseEstate } from './parseEstate.ts';

const A = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIlizSIN3DQV78VPNjVvvwjgf+P5HqbPYCYu3BOMdjAE alice';
const B = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJsaDYXQYruc6bilCYDIK4YSOeG+zmrRO2M9t03//7LH bob';
const address = (digit: string): string => `eip155:56:0x${digit.repeat(40)}`;

const text = `# What is protected.
estate: Example Staking
custodians:
  - {id: alice, keys: ['${A}'], reach: [{ntfy: 'https://ntfy.example.org/alice'}]}
  - id: bob
    keys: [{key: '${B}', from: 2026-01-01, until: 2027-12-31}]
    until: 2028-06-30
groups: {ops: [bob]}
policies:
  upgrade: {quorum: all, window: {rule: 'FREQ=WEEKLY;BYDAY=TU', zone: Europe/Berlin, lasts: 2h}, delay: 24h, expires: 72h}
  mint: {quorum: 2 of all, expires: 24h}
  raise: {quorum: 1 of ops}
chains:
  bsc: {id: 'eip155:56', rpc: ['ws://127.0.0.1:8545', {env: BSC_RPC}]}
contracts:
  - {id: token, at: '${address('1')}', kind: proxy-token, supply: {backing: {account: '${address('2')}', asset: 'eip155:56/slip44:714'}, tolerance: 5}}
gates:
  - {id: pause, lever: evm-pause, key: {file: guardian.key}, targets: [{pauses: '${address('3')}', via: '${address('4')}'}]}
  - {id: desk, lever: hold}
playbooks:
  - {on: [upgrade.unpermitted], drop: [pause, desk], page: all, tell: [partner]}
integrators:
  - {id: partner, webhook: 'https://partner.example.org/hook', secret: {env: PARTNER_SECRET}}
clients:
  - {id: payouts, token: {file: payouts.token}, may: [gates]}
`;

function estateOf(source: string): Estate {
  const result = parseEstate(source);
  if (!result.ok) throw new Error(JSON.stringify(result.faults, undefined, 2));
  return result.estate;
}
function faultsOf(source: string): readonly EstateFault[] {
  const result = parseEstate(source);
  return result.ok ? [] : result.faults;
}
/** The line, counted from 1, on which a part of a text stands. */
const lineOf = (source: string, part: string): number => source.slice(0, source.indexOf(part)).split('\n').length;

describe('an estate file', () => {
  const estate = estateOf(text);

  it('is named by the digest of its text', () => {
    expect(estate).toMatchObject({ name: 'Example Staking', digest: digestOf(text), text });
    expect(estateOf(`${text}\n`).digest).not.toBe(estate.digest);
  });

  it('is completed with what it leaves out', () => {
    expect(estate.policies['mint']).toEqual({
      quorum: { count: 2, group: 'all' },
      window: undefined,
      delay: 0,
      expires: 86_400_000,
    });
    expect(estate.policies['upgrade']).toMatchObject({
      quorum: { count: 'all', group: 'all' },
      window: { zone: 'Europe/Berlin', lasts: 7_200_000 },
      delay: 86_400_000,
    });
    expect(estate.contracts[0]).toMatchObject({
      admin: undefined,
      interface: undefined,
      assets: [],
      free: '0',
      supply: { tolerance: '5' },
    });
    expect(estate.listen).toEqual({ host: '127.0.0.1', port: 8780 });
    expect(estate.playbooks[0]).toMatchObject({ least: 'info', page: ['alice', 'bob'], tell: ['partner'] });
  });

  it('counts a last day to its last moment', () => {
    expect(estate.custodians[1]).toMatchObject({
      until: Date.UTC(2028, 6, 1),
      keys: [{ from: Date.UTC(2026, 0, 1), until: Date.UTC(2028, 0, 1) }],
    });
    expect(estateOf(text.replace('2028-06-30', '2028-06-30T18:00:00Z')).custodians[1]?.until).toBe(
      Date.UTC(2028, 5, 30, 18),
    );
  });

  it('means by all the active custodians', () => {
    expect(estate.groups).toEqual({ ops: ['bob'], all: ['alice', 'bob'] });
    const left = text.replace('{id: alice,', '{id: alice, status: left,').replace('2 of all', '1 of all');
    expect(estateOf(left).groups['all']).toEqual(['bob']);
  });

  it('finds the chain of an account', () => {
    expect(chainOf(estate, estate.contracts[0]!.at)?.name).toBe('bsc');
    expect(chainOf({ ...estate, chains: [] }, estate.contracts[0]!.at)).toBeUndefined();
  });

  it.each([
    ['[::1]:9000', { host: '::1', port: 9000 }],
    ['localhost:80', { host: 'localhost', port: 80 }],
  ])('listens on %s', (listen, expected) => {
    expect(estateOf(`${text}listen: '${listen}'\n`).listen).toEqual(expected);
  });
});

/** What is wrong: the change that makes it wrong, where the fault is, and a part of what it says may stand there. */
const wrong: readonly [what: string, from: string, to: string, path: string, at: string, expected: RegExp][] = [
  ['an unknown member', 'groups: {ops: [bob]}', 'gropus: {ops: [bob]}', 'gropus', 'gropus', /spelling/],
  [
    'an unknown member deep inside',
    'quorum: 2 of all',
    'quorom: 2 of all',
    'policies.mint.quorom',
    'quorom',
    /spelling/,
  ],
  // A chain is read from one endpoint at a time. Who asks for several to agree must not believe that they do.
  [
    'endpoints that must agree',
    "id: 'eip155:56', rpc",
    "id: 'eip155:56', agree: 2, rpc",
    'chains.bsc.agree',
    'agree',
    /no such member/,
  ],
  ['a chain that is a number', 'chains:', 'chains:\n  agree: 2', 'chains.agree', 'agree: 2', /members/],
  ['no list where one belongs', 'groups: {ops: [bob]}', 'groups: {ops: bob}', 'groups.ops', 'ops: bob', /a list/],
  ['a quorum of nobody', '2 of all', '0 of all', 'policies.mint.quorum', 'quorum: 0', /K at least 1/],
  ['a quorum without a group', '2 of all', '2', 'policies.mint.quorum', 'quorum: 2,', /K of GROUP/],
  ['a quorum larger than its group', '2 of all', '3 of all', 'policies.mint.quorum', 'quorum: 3', /at most 2/],
  ['a quorum of an unknown group', '2 of all', '1 of board', 'policies.mint.quorum', 'quorum: 1 of board', /all, ops/],
  ['a group of an unknown person', 'ops: [bob]', 'ops: [mallory]', 'groups.ops.0', 'mallory', /alice, bob/],
  [
    'a group called all',
    'groups: {ops: [bob]}',
    'groups: {ops: [bob], all: [bob]}',
    'groups.all',
    'all: [bob]',
    /another name/,
  ],
  ['a member of a group twice', 'ops: [bob]', 'ops: [bob, bob]', 'groups.ops.1', 'ops: [bob, bob]', /used once/],
  ['a person twice', 'id: bob', 'id: alice', 'custodians.1', 'id: alice\n', /second time/],
  ['one key of two persons', B, A, 'custodians.1.keys.0', '{key:', /alice has this one/],
  ['no key', B, 'hello', 'custodians.1.keys.0.key', 'key: ', /OpenSSH form/],
  [
    'a duration of weeks',
    'delay: 24h',
    'delay: 1w',
    'policies.upgrade.delay',
    'delay: 1w',
    /450ms, 30s, 90m, 24h or 7d/,
  ],
  ['a day that is none', '2028-06-30', 'soon', 'custodians.1.until', 'until: soon', /2027-12-31/],
  ['a chain id that is none', "id: 'eip155:56'", "id: 'bsc'", 'chains.bsc.id', "id: 'bsc'", /CAIP-2/],
  ['an endpoint that is none', 'ws://127.0.0.1:8545', 'ftp://127.0.0.1', 'chains.bsc.rpc.0', "'ftp:", /wss:/],
  [
    'an account on an undeclared chain',
    `at: '${address('1')}'`,
    `at: '${address('1').replace(':56:', ':1:')}'`,
    'contracts.0.at',
    'at: ',
    /declared chain: eip155:56/,
  ],
  [
    'an account with a wrong checksum',
    `at: '${address('1')}'`,
    "at: 'eip155:56:0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'",
    'contracts.0.at',
    'at: ',
    /0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed/,
  ],
  [
    'an unknown kind of contract',
    'kind: proxy-token',
    'kind: nft',
    'contracts.0.kind',
    'kind: nft',
    /one of proxy-token, token/,
  ],
  [
    'a fraction of a unit',
    'tolerance: 5',
    'tolerance: 0.5',
    'contracts.0.supply.tolerance',
    'tolerance',
    /whole number/,
  ],
  ['an unknown lever', 'lever: hold', 'lever: pull', 'gates.1.lever', 'lever: pull', /.+/],
  [
    'a secret that stands in the file',
    '{file: guardian.key}',
    'hunter2',
    'gates.0.key',
    'key: hunter2',
    /never stands in the estate file/,
  ],
  [
    'a playbook for an unknown gate',
    'drop: [pause, desk]',
    'drop: [pause, moat]',
    'playbooks.0.drop.1',
    'moat',
    /pause, desk/,
  ],
  [
    'a playbook that tells nobody known',
    'tell: [partner]',
    'tell: [nobody]',
    'playbooks.0.tell.0',
    'nobody',
    /partner/,
  ],
  [
    'a rule that is none',
    '[upgrade.unpermitted]',
    '[Upgrade!]',
    'playbooks.0.on.0',
    'Upgrade!',
    /upgrade\.unpermitted/,
  ],
  ['two gates of one name', 'id: desk', 'id: pause', 'gates.1', '{id: pause, lever: hold}', /second time/],
];

describe('a wrong estate file', () => {
  it.each(wrong)('says where and what may stand there: %s', (_, from, to, path, at, expected) => {
    const source = text.replaceAll(from, to);
    expect(source).not.toBe(text);
    const fault = faultsOf(source).find((one) => one.path === path);
    expect(fault, JSON.stringify(faultsOf(source), undefined, 2)).toMatchObject({
      line: lineOf(source, at),
      expected: expect.stringMatching(expected),
    });
    expect(fault!.found).not.toBe('');
  });

  it('reports every fault at once, in the order of the lines', () => {
    const source = text
      .replace('2 of all', '0 of all')
      .replace('delay: 24h', 'delay: soon')
      .replace('lever: hold', 'lever: pull')
      .replace('2028-06-30', 'never');
    const faults = faultsOf(source);
    expect(faults.map((one) => one.path)).toEqual([
      'custodians.1.until',
      'policies.upgrade.delay',
      'policies.mint.quorum',
      'gates.1.lever',
    ]);
    expect(faults.map((one) => one.line)).toEqual(faults.map((one) => one.line).toSorted((a, b) => a - b));
  });

  it('says what is missing, at the place where it belongs', () => {
    expect(faultsOf('estate: x\n')).toMatchObject([
      { path: 'custodians', found: 'nothing' },
      { path: 'policies', found: 'nothing' },
    ]);
  });

  it.each([
    ['YAML that is none', 'estate: [', 1],
    ['a name twice', 'estate: a\nestate: b\n', 2],
    ['nothing', '', 1],
    ['a list', '- a\n', 1],
    ['more than a million characters', `estate: ${'x'.repeat(1_000_001)}`, 1],
  ])('is refused, not thrown: %s', (_, source, line) => {
    expect(faultsOf(source)).toMatchObject([{ line }]);
  });

  it('does not grow without end from aliases', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...Array.from('bcdefghi', (name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`),
    ].join('\n');
    expect(faultsOf(bomb)).toMatchObject([{ line: 1, found: expect.stringContaining('aliases') }]);
  });

  it('whatever it holds, is read or refused with faults that have a line', () => {
    const lines = text.split('\n');
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(80), fc.string({ maxLength: 6 }), (at, column, put) => {
        const changed = lines
          .with(at, `${lines[at]!.slice(0, column)}${put}${lines[at]!.slice(column + 2)}`)
          .join('\n');
        for (const fault of faultsOf(changed)) {
          expect(fault.line).toBeGreaterThanOrEqual(1);
          expect(fault.line).toBeLessThanOrEqual(changed.split('\n').length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
