import { describe, expect, it } from 'vitest';
import { intentId, intentText, parseIntent } from './intent.ts';

const intent = {
  v: 1,
  kind: 'upgrade',
  estate: `sha256:${'a'.repeat(64)}`,
  nonce: 'n'.repeat(16),
  proposer: 'alice',
  created: 1,
  expires: 2,
  proxy: `eip155:56:0x${'1'.repeat(40)}`,
  codeHash: `0x${'2'.repeat(64)}`,
};

const { proxy: _, codeHash: __, ...common } = intent;
const held = {
  ...common,
  kind: 'package',
  package: 'pkg:npm/%40scope/name@1.2.3',
  artifact: `sha256:${'3'.repeat(64)}`,
  rules: ['flow.key-to-network', 'source.differs'],
};

describe('an intent', () => {
  it('is named by its canonical JSON, whatever the order of its members', () => {
    const reversed = Object.fromEntries(Object.entries(intent).toReversed());
    expect(intentId(parseIntent(reversed))).toBe(intentId(parseIntent(intent)));
    expect(intentText(parseIntent(intent))).toMatch(/^\{"codeHash":.*"v":1\}$/);
  });

  it('lets one version of a package through', () => {
    expect(parseIntent(held)).toEqual(held);
  });

  it.each([
    ['an unknown member, which would be signed unseen', { ...intent, extra: 1 }],
    ['an expiry before its creation', { ...intent, expires: 1 }],
    [
      'an address in another case, which would have another digest',
      { ...intent, proxy: `eip155:56:0x${'A'.repeat(40)}` },
    ],
    ['a short nonce', { ...intent, nonce: 'short' }],
    ['a package without a version, which would let every version through', { ...held, package: 'pkg:npm/name' }],
    ['a package with only a scope’s @', { ...held, package: 'pkg:npm/@scope/name' }],
    ['a package for no finding', { ...held, rules: [] }],
    ['findings out of order, which would have another digest', { ...held, rules: ['b.b', 'a.a'] }],
    ['a finding twice', { ...held, rules: ['a.a', 'a.a'] }],
    ['an unknown kind', { ...intent, kind: 'destroy' }],
  ])('refuses %s', (_, value) => {
    expect(() => parseIntent(value)).toThrow(expect.objectContaining({ code: 'bad-intent' }));
  });
});
