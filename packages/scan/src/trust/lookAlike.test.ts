import { expect, test } from 'vitest';
import { lookAlike } from './lookAlike.ts';
import { nameFindings } from './nameFindings.ts';

const KNOWN = new Set(['@solana/web3.js', 'ethers', 'requests', 'bittensor', 'react', 'preact', 'bs58']);

test.each([
  ['etherss', 'ethers', 'one letter more, less or other'],
  ['ethrs', 'ethers', 'one letter more, less or other'],
  ['ethars', 'ethers', 'one letter more, less or other'],
  ['etehrs', 'ethers', 'two letters swapped'],
  ['solana-web3.js', '@solana/web3.js', 'the scope written into the name'],
  ['@solana/web3-js', '@solana/web3.js', 'other separators'],
  ['b1ttensor', 'bittensor', 'letters that look alike'],
  ['bittensor-sdk', 'bittensor', 'an affix'],
  ['python-requests', 'requests', 'an affix'],
])('%s looks like %s: %s', (name, of, by) => {
  expect(lookAlike(name, KNOWN)).toEqual({ of, by });
});

test.each(['ethers', 'react', 'preact', 'unrelated', 'bs59', 'requests-oauthlib'])('%s looks like no other', (name) => {
  expect(lookAlike(name, KNOWN)).toBeUndefined();
});

const rules = (name: string, isPublic: boolean): string[] =>
  nameFindings(name, 'npm', { known: KNOWN, own: ['@acme/', 'acme-tools'], isPublic }).map(({ rule }) => rule);

test('a name of one’s own from a public registry is held', () => {
  expect(rules('@acme/keys', true)).toEqual(['trust.dependency-confusion']);
  expect(rules('acme-tools', true)).toEqual(['trust.dependency-confusion']);
  expect(rules('@acme/keys', false)).toEqual([]);
  expect(rules('@acme2/keys', true)).toEqual([]);
});
