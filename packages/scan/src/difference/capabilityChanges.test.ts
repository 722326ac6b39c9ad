import { expect, test } from 'vitest';
import type { Capability } from '../flow/flowReport.ts';
import type { AnalysedUse } from '../judge/analysis.ts';
import { analysisOf } from '../testing/analysisOf.ts';
import { capabilityChanges } from './capabilityChanges.ts';

const use = (capability: Capability, api = `node:${capability}`): AnalysedUse => ({
  capability,
  api,
  constants: [],
  atLoad: false,
  place: { file: 'index.js', line: 1, what: `uses ${api}` },
});

const changes = (before: readonly Capability[], after: readonly Capability[]): string[] =>
  capabilityChanges(
    analysisOf({ uses: before.map((one) => use(one)) }),
    analysisOf({ uses: after.map((one) => use(one)) }),
  ).map(({ rule, decision }) => `${rule} ${decision}`);

test('what it could do before is no change', () => {
  expect(changes(['network', 'key'], ['network', 'network', 'key'])).toEqual([]);
});

test('what it can do now is read', () => {
  expect(changes(['environment'], ['environment', 'network'])).toEqual(['change.capability review']);
});

test('reading a file is every day’s work', () => {
  expect(changes([], ['read-file'])).toEqual(['change.capability note']);
});

test('a package that handles keys and reaches the network for the first time is held', () => {
  expect(changes(['key'], ['key', 'network'])).toEqual(['change.key-reaches-network hold']);
  expect(changes(['key'], ['key', 'dns'])).toEqual(['change.key-reaches-network hold']);
});

test('asking DNS is no first reach where it spoke to the network before', () => {
  expect(changes(['key', 'network'], ['key', 'network', 'dns'])).toEqual(['change.capability review']);
});
