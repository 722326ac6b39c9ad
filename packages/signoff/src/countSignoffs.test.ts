import { type Estate, type Intent, intentText, type Signature } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { CLOCK_SKEW, countSignoffs } from './countSignoffs.ts';
import { estateText, HOUR, keyOf, NOW, readEstate, sampleIntent, type SamplePerson } from './testing/sampleEstate.ts';
import type { Tally } from './tally.ts';

const estate = readEstate();
const sign = (intent: Intent, name: string, received = NOW + HOUR): Signature => ({
  signature: keyOf(name).sign(intentText(intent)),
  received,
});
const count = (intent: Intent, names: readonly string[], under: Estate = estate): Tally =>
  countSignoffs({ estate: under, intent, signatures: names.map((name) => sign(intent, name)) });
const codes = (tally: Tally): string[] => tally.refused.map((one) => one.code);
const counted = (tally: Tally): string[] => tally.counted.map((one) => one.custodian);
const withBob = (bob: Partial<SamplePerson>): Estate =>
  readEstate(estateText([{ id: 'alice' }, { id: 'bob', ...bob }, { id: 'carol' }]));

describe('counting sign-offs', () => {
  it('decides with the last needed one, whatever comes later or in another order', () => {
    const intent = sampleIntent(estate, { kind: 'mint' });
    const signatures = [sign(intent, 'carol', NOW + 3), sign(intent, 'alice', NOW + 1), sign(intent, 'bob', NOW + 2)];
    expect(countSignoffs({ estate, intent, signatures })).toMatchObject({
      decided: NOW + 2,
      lacks: [],
      waiting: [],
      quorum: { needed: 2 },
    });
    expect(countSignoffs({ estate, intent, signatures: signatures.toReversed() }).decided).toBe(NOW + 2);
  });

  it('says who has not signed', () => {
    const tally = count(sampleIntent(estate), ['alice', 'carol']);
    expect(tally).toMatchObject({
      decided: undefined,
      waiting: ['bob'],
      lacks: [{ code: 'quorum-short', found: '2 of 3', expected: '3 of alice, bob, carol' }],
    });
  });

  it.each([
    ['unknown-key', 'a stranger', (intent: Intent) => sign(intent, 'mallory')],
    [
      'wrong-namespace',
      'another purpose',
      (intent: Intent) => ({ signature: keyOf('bob').sign(intentText(intent), { namespace: 'git' }), received: NOW }),
    ],
    ['bad-signature', 'other bytes', () => sign(sampleIntent(estate, { nonce: 'm'.repeat(16) }), 'bob')],
    [
      'bad-signature',
      'the bytes and a newline',
      (intent: Intent) => ({ signature: keyOf('bob').sign(`${intentText(intent)}\n`), received: NOW }),
    ],
    ['too-late', 'the moment of expiry', (intent: Intent) => sign(intent, 'bob', intent.expires)],
    ['too-early', 'before it was made', (intent: Intent) => sign(intent, 'bob', intent.created - CLOCK_SKEW - 1)],
    ['bad-armor', 'no signature', () => ({ signature: 'hello', received: NOW })],
  ])('refuses as %s: %s', (code, _, make) => {
    const intent = sampleIntent(estate);
    const tally = countSignoffs({ estate, intent, signatures: [make(intent)] });
    expect(tally).toMatchObject({
      counted: [],
      refused: [{ at: 0, code, found: expect.any(String), expected: expect.any(String) }],
    });
  });

  it('forgives a proposer’s clock that runs a little ahead, and never lets that shorten a delay', () => {
    const intent = sampleIntent(estate, { kind: 'mint' });
    const signatures = [sign(intent, 'alice', NOW - 1000), sign(intent, 'bob', NOW - 500)];
    expect(countSignoffs({ estate, intent, signatures }).decided).toBe(intent.created);
  });

  it.each([
    ['custodian-left', 'a person who left', { rest: ', status: left' }],
    ['custodian-out-of-dates', 'a person whose time is over', { rest: ', until: 2026-03-01' }],
    ['custodian-out-of-dates', 'a person whose time has not come', { rest: ', from: 2026-04-01' }],
    ['custodian-out-of-dates', 'a person whose time ends within the intent’s life', { rest: ', until: 2026-03-03' }],
    ['key-out-of-dates', 'a key outside its window', { keys: ['carol2', { key: 'bob', until: '2026-03-01' }] }],
    [
      'key-out-of-dates',
      'a key whose window begins within the intent’s life',
      { keys: ['carol2', { key: 'bob', from: '2026-03-04' }] },
    ],
  ])('refuses as %s: %s', (code, _, bob) => {
    const other = withBob(bob);
    expect(codes(count(sampleIntent(other, { kind: 'mint' }), ['bob'], other))).toEqual([code]);
  });

  it('refuses a person outside the group, but for the proposer’s proof of the name', () => {
    const four = readEstate(
      estateText([{ id: 'alice' }, { id: 'bob' }, { id: 'carol' }, { id: 'dave' }]).replace(
        'ops: [bob, carol, dave]',
        'ops: [bob]',
      ),
    );
    const intent = sampleIntent(four, { kind: 'transfer' });
    expect(count(intent, ['carol', 'alice', 'bob'], four)).toMatchObject({
      refused: [{ code: 'outside-group', custodian: 'carol' }],
      proposer: { custodian: 'alice' },
      counted: [{ custodian: 'bob' }],
      lacks: [],
    });
  });

  it('refuses more signatures than anybody needs', () => {
    const intent = sampleIntent(estate);
    const one = sign(intent, 'bob');
    expect(() => countSignoffs({ estate, intent, signatures: Array.from({ length: 257 }, () => one) })).toThrow(
      expect.objectContaining({ code: 'too-many-signatures' }),
    );
  });
});

describe('nobody suffices alone', () => {
  it('a proposer who alone signs does not, even where the quorum is 1', () => {
    expect(count(sampleIntent(estate, { kind: 'role' }), ['alice'])).toMatchObject({
      decided: undefined,
      lacks: [{ code: 'proposer-alone', found: 'only alice signed', expected: 'a second person' }],
    });
  });

  it('nor does a signer who writes somebody else’s name as the proposer', () => {
    expect(count(sampleIntent(estate, { kind: 'role', proposer: 'bob' }), ['alice'])).toMatchObject({
      decided: undefined,
      lacks: [{ code: 'proposer-alone' }],
    });
  });

  it('with the proposer’s own signature it does, also from outside the group', () => {
    expect(count(sampleIntent(estate, { kind: 'transfer' }), ['alice', 'bob'])).toMatchObject({
      counted: [{ custodian: 'bob' }],
      proposer: { custodian: 'alice' },
      lacks: [],
    });
  });

  it.each(['alice', 'bob'])('but to drop a gate one person suffices, without any policy (%s)', (name) => {
    expect(count(sampleIntent(estate, { kind: 'drop' }), [name])).toMatchObject({
      lacks: [],
      decided: NOW + HOUR,
      quorum: { name: 'freeze', needed: 1 },
    });
  });
});

describe('known failures of others', () => {
  it('TUF CVE-2020-6174: one key that signs twice counts once', () => {
    const tally = count(sampleIntent(estate, { kind: 'mint' }), ['bob', 'bob']);
    expect([counted(tally), codes(tally), tally.decided]).toEqual([['bob'], ['person-counted'], undefined]);
  });

  it('tough CVE-2020-15093: one person with two keys counts once', () => {
    const other = withBob({ keys: ['bob', 'bob2'] });
    const tally = count(sampleIntent(other, { kind: 'mint' }), ['bob', 'bob2'], other);
    expect([counted(tally), codes(tally), tally.decided]).toEqual([['bob'], ['person-counted'], undefined]);
  });

  it('tough CVE-2020-15093: one secret listed for two persons counts for neither', () => {
    const shared: Estate = {
      ...estate,
      custodians: estate.custodians.map((person) =>
        person.id === 'carol' ? { ...person, keys: [...person.keys, { ...estate.custodians[1]!.keys[0]! }] } : person,
      ),
    };
    const tally = count(sampleIntent(estate, { kind: 'mint' }), ['bob', 'alice'], shared);
    expect([counted(tally), codes(tally)]).toEqual([['alice'], ['key-of-two']]);
  });

  it.each([0, -1, 0.5, Number.NaN])(
    'go-tuf GHSA-fphv-w9fq-2525: a threshold of %s is impossible, not met',
    (threshold) => {
      const lax: Estate = {
        ...estate,
        policies: {
          ...estate.policies,
          mint: { ...estate.policies['mint']!, quorum: { count: threshold, group: 'all' } },
        },
      };
      expect(() => count(sampleIntent(estate, { kind: 'mint' }), ['alice', 'bob'], lax)).toThrow(
        expect.objectContaining({ code: 'impossible-quorum' }),
      );
    },
  );

  it('go-tuf: all of nobody is impossible, not met', () => {
    const empty: Estate = { ...estate, groups: { ...estate.groups, all: [] } };
    expect(() => count(sampleIntent(estate), ['alice'], empty)).toThrow(
      expect.objectContaining({ code: 'impossible-quorum' }),
    );
  });

  it('a key valid outside its window: no claimed time of receipt brings an old key back', () => {
    const other = withBob({ keys: ['bob2', { key: 'bob', until: '2026-03-03' }] });
    const within = sampleIntent(other, { kind: 'mint', expires: NOW + 12 * HOUR });
    expect(counted(count(within, ['bob'], other))).toEqual(['bob']);
    const reaching = sampleIntent(other, { kind: 'mint', created: NOW, expires: NOW + 13 * HOUR });
    for (const received of [NOW, NOW + HOUR, NOW + 12 * HOUR]) {
      expect(
        codes(countSignoffs({ estate: other, intent: reaching, signatures: [sign(reaching, 'bob', received)] })),
      ).toEqual(['key-out-of-dates']);
    }
  });
});

describe('an intent that cannot be signed', () => {
  it.each([
    ['wrong-estate', 'for another estate', sampleIntent(estate, { estate: `sha256:${'0'.repeat(64)}` })],
    [
      'lifetime-too-long',
      'longer than its policy allows',
      sampleIntent(estate, { kind: 'mint', expires: NOW + 24 * HOUR + 1 }),
    ],
    ['lifetime-too-long', 'a drop without end', sampleIntent(estate, { kind: 'drop', expires: NOW + 73 * HOUR })],
    ['unknown-proposer', 'by nobody known', sampleIntent(estate, { proposer: 'mallory' })],
    ['unknown-gate', 'for no gate', sampleIntent(estate, { kind: 'raise', gate: 'moat' })],
  ])('is refused as %s: %s', (code, _, intent) => {
    expect(() => countSignoffs({ estate, intent, signatures: [] })).toThrow(
      expect.objectContaining({ code, found: expect.any(String), expected: expect.any(String) }),
    );
  });

  it('is one whose kind has no policy, but for a drop', () => {
    const bare = readEstate(estateText(undefined, '{mint: {quorum: all}}'));
    expect(() => count(sampleIntent(bare), [], bare)).toThrow(
      expect.objectContaining({ code: 'no-policy', expected: 'a policy named upgrade' }),
    );
    expect(count(sampleIntent(bare, { kind: 'drop' }), ['carol'], bare).lacks).toEqual([]);
  });

  it('is one whose policy has the name of a member that every object has', () => {
    const odd: Estate = { ...estate, policies: {} };
    expect(() => count(sampleIntent(estate), [], odd)).toThrow(expect.objectContaining({ code: 'no-policy' }));
  });

  it('is one by a proposer who left', () => {
    const other = withBob({ rest: ', status: left' });
    expect(() => count(sampleIntent(other, { proposer: 'bob' }), [], other)).toThrow(
      expect.objectContaining({ code: 'unknown-proposer', found: 'bob (left)' }),
    );
  });
});

describe('a quorum of all', () => {
  it('is those active within the dates of the intent, not those at the moment somebody counts', () => {
    const other = withBob({ rest: ', until: 2026-03-01' });
    expect(count(sampleIntent(other), ['alice', 'carol'], other)).toMatchObject({
      lacks: [],
      quorum: { needed: 2, among: ['alice', 'carol'] },
    });
  });

  it('does not let anybody wait until a person’s last day has passed, within one intent', () => {
    const other = withBob({ rest: ', until: 2026-03-03' });
    expect(() => count(sampleIntent(other), ['alice', 'carol'], other)).toThrow(
      expect.objectContaining({ code: 'impossible-quorum', found: expect.stringContaining('not bob') }),
    );
    const before = sampleIntent(other, { expires: NOW + 12 * HOUR });
    expect(count(before, ['alice', 'carol'], other).waiting).toEqual(['bob']);
    expect(count(before, ['alice', 'bob', 'carol'], other).lacks).toEqual([]);
  });

  it('does not pass over a person who begins within the intent’s life', () => {
    const other = withBob({ rest: ', from: 2026-03-04' });
    expect(() => count(sampleIntent(other), ['alice', 'carol'], other)).toThrow(
      expect.objectContaining({ code: 'impossible-quorum' }),
    );
  });

  it('needs a person whose keys cannot be read, and says so', () => {
    const broken: Estate = {
      ...estate,
      custodians: estate.custodians.map((person) =>
        person.id === 'bob'
          ? { ...person, keys: [{ key: 'ssh-dss AAAA', from: undefined, until: undefined }] }
          : person,
      ),
    };
    expect(() => count(sampleIntent(estate), ['alice', 'carol'], broken)).toThrow(
      expect.objectContaining({ code: 'impossible-quorum' }),
    );
  });
});
