import { describe, expect, it } from 'vitest';
import { createIntent, type IntentFields } from './createIntent.ts';
import { describeIntent } from './describeIntent.ts';
import { DAY, estateText, HOUR, NOW, readEstate, sampleIntent } from './testing/sampleEstate.ts';

const estate = readEstate();
const nonce = 'n'.repeat(16);
const { v: _v, estate: _estate, nonce: _nonce, created: _created, expires: _expires, ...fields } = sampleIntent(estate);
const upgrade = fields as IntentFields;

describe('a new intent', () => {
  it('lives as long as its policy allows', () => {
    expect(createIntent(upgrade, { now: NOW, nonce, estate })).toMatchObject({
      estate: estate.digest,
      created: NOW,
      expires: NOW + 72 * HOUR,
    });
  });

  it('lives as long as was asked, within the policy', () => {
    expect(createIntent({ ...upgrade, expires: NOW + HOUR }, { now: NOW, nonce, estate }).expires).toBe(NOW + HOUR);
    expect(() => createIntent({ ...upgrade, expires: NOW + 73 * HOUR }, { now: NOW, nonce, estate })).toThrow(
      expect.objectContaining({ code: 'lifetime-too-long' }),
    );
  });

  it('ends before a person’s last day where all must sign', () => {
    const other = readEstate(
      estateText([{ id: 'alice' }, { id: 'bob', rest: ', until: 2026-03-03' }, { id: 'carol' }]),
    );
    expect(createIntent(upgrade, { now: NOW, nonce, estate: other }).expires).toBe(NOW + 12 * HOUR);
  });

  it('that nobody could ever sign is refused at once', () => {
    const other = readEstate(
      estateText([{ id: 'alice' }, { id: 'bob', keys: [{ key: 'bob', until: '2026-03-01' }] }, { id: 'carol' }]),
    );
    expect(() => createIntent(upgrade, { now: NOW, nonce, estate: other })).toThrow(
      expect.objectContaining({ code: 'impossible-quorum' }),
    );
  });

  it('with a member that its kind lacks is refused', () => {
    expect(() =>
      createIntent({ ...upgrade, gate: 'desk' } as unknown as IntentFields, { now: NOW, nonce, estate }),
    ).toThrow(expect.objectContaining({ code: 'bad-intent' }));
  });
});

describe('what a person reads before signing', () => {
  it.each([
    [
      'upgrade',
      { implementation: `eip155:56:0x${'9'.repeat(40)}` },
      /^UPGRADE the proxy eip155:56:0x1{40} \(not in the estate\)\nto runtime code with the hash 0x2{64},\nat eip155:56:0x9{40}.* and nowhere else\./,
    ],
    ['upgrade', {}, /to runtime code with the hash 0x2{64}, at any address\./],
    ['mint', {}, /^MINT up to 1000 smallest units of .*\nto eip155:56:0x3{40}.*, in at most 2 mints\./],
    ['mint', { to: '*' }, /\nto ANYONE/],
    ['role', {}, /^GIVE the power "owner" over .*\nto eip155:56:0x4{40}/],
    ['role', { change: 'revoke' }, /^TAKE the power "owner" over .*\nfrom eip155:56:0x4{40}/],
    [
      'transfer',
      {},
      /^SEND up to 5 smallest units of eip155:56\/slip44:714\nfrom .* to .*, in at most one transfer\.\nPolicy transfer: 1 of ops, that is 1 of bob, carol\.\nFrom 1h after the last needed sign-off\./,
    ],
    ['estate', {}, /^CHANGE THE ESTATE FILE, and with it who decides, to the text with the digest sha256:/],
    [
      'drop',
      {},
      /^DROP the gate desk.*\nPolicy freeze: 1 of all, that is 1 of alice, bob, carol\.\nAt once when signed\./,
    ],
    ['raise', {}, /^RAISE the gate desk/],
  ])('names the change exactly (%s)', (kind, more, expected) => {
    const text = describeIntent(sampleIntent(estate, { kind, ...more }), estate).join('\n');
    expect(text).toMatch(expected);
    expect(text).toMatch(/Proposed as alice at 2026-03-03T12:00:00Z; nothing counts from 2026-03-04T12:00:00Z on\./);
    expect(text).toMatch(/\nEstate Sample, sha256:[0-9a-f]{64}\.\nIntent sha256:[0-9a-f]{64}\.$/);
  });

  it('names contracts of the estate, and keeps the proposer’s words apart', () => {
    const more = `chains: {bsc: {id: 'eip155:56', rpc: ['ws://127.0.0.1:1']}}\ncontracts: [{id: aBNBc, at: 'eip155:56:0x${'1'.repeat(40)}', kind: proxy-token}]\n`;
    const other = readEstate(estateText(undefined, undefined, more));
    const lines = describeIntent(
      sampleIntent(other, { note: 'routine\nPolicy upgrade: nobody', expires: NOW + DAY }),
      other,
    );
    expect(lines[0]).toBe(`UPGRADE the proxy aBNBc, eip155:56:0x${'1'.repeat(40)}`);
    expect(lines).toContain('The proposer\'s words: "routine\\nPolicy upgrade: nobody"');
  });

  it('says when a window limits it', () => {
    const other = readEstate(
      estateText(
        undefined,
        "{mint: {quorum: all, window: {rule: 'FREQ=DAILY;BYHOUR=9', zone: Europe/Berlin, lasts: 2h}}}",
      ),
    );
    expect(describeIntent(sampleIntent(other, { kind: 'mint' }), other)).toContain(
      'From the last needed sign-off, only in its window: FREQ=DAILY;BYHOUR=9, Europe/Berlin, for 2h.',
    );
  });
});
