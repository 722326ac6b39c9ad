import { expect, test } from 'vitest';
import { ScanFault } from '../../scanFault.ts';
import { createSigstore } from './testing/sigstore.ts';
import { parseTrustRoots } from './trustRoots.ts';

const { trustedRoot } = createSigstore();
const changed = (change: (root: Record<string, unknown>) => void): string => {
  const root = JSON.parse(trustedRoot) as Record<string, unknown>;
  change(root);
  return JSON.stringify(root);
};

test('a trusted root without keys of a registry is enough', () => {
  expect(parseTrustRoots(trustedRoot).registryKeys.size).toBe(0);
});

test.each([
  ['no JSON', '{'],
  ['another document', '{"mediaType": "application/json"}'],
  ['no authority', changed((root) => (root['certificateAuthorities'] = []))],
  ['no log', changed((root) => (root['tlogs'] = []))],
  ['no certificate log', changed((root) => (root['ctlogs'] = []))],
  ['a key that is none', trustedRoot.replace(/"rawBytes":"[^"]+"/, '"rawBytes":"AAAA"')],
  ['more than roots have', ' '.repeat(1_000_001)],
  ['seeds without a root', JSON.stringify({ x: { targets: {} } })],
])('%s is refused', (_, text) => {
  expect(() => parseTrustRoots(text)).toThrow(ScanFault);
});
