import { expect, test } from 'vitest';
import type { ReleaseFacts } from './releaseFacts.ts';
import { releaseFindings } from './releaseFindings.ts';

const HONEST: ReleaseFacts = {
  commit: 'c0ffee',
  branches: ['origin/main'],
  reachableFrom: ['origin/main'],
  signature: { is: 'good', by: 'alice' },
  protectionsBefore: ['.github/workflows/release.yml: attests what it publishes'],
  protections: ['.github/workflows/release.yml: attests what it publishes'],
};
const found = (facts: Partial<ReleaseFacts>): string[] =>
  releaseFindings({ ...HONEST, ...facts }).map(({ rule, decision }) => `${rule} ${decision}`);

test('an honest release has nothing against it', () => {
  expect(found({})).toEqual([]);
});

test('what nobody asked for or nobody knows is no finding', () => {
  expect(found({ signature: { is: 'unasked' } })).toEqual([]);
  expect(found({ branches: [], reachableFrom: [] })).toEqual([]);
});

test.each([
  ['an orphan commit', { reachableFrom: [] }, 'source.not-on-branch hold'],
  ['no signature', { signature: { is: 'none' } }, 'source.unsigned-commit review'],
  ['a stranger’s key', { signature: { is: 'unknown-key', key: 'SHA256:x' } }, 'source.unsigned-commit review'],
  ['a wrong signature', { signature: { is: 'bad' } }, 'source.unsigned-commit hold'],
  ['a workflow that lost its attestation', { protections: [] }, 'source.workflow-weakened hold'],
] as const)('%s is found', (_, facts, rule) => {
  expect(found(facts)).toEqual([rule]);
});
