import { expect, it } from 'vitest';
import { flowFinding } from './flowFinding.ts';
import type { Flow } from './flowReport.ts';

const flow = (source: Flow['source'], sink: Flow['sink'], confidence: Flow['confidence']): Flow => ({
  source,
  sink,
  by: 'origin',
  confidence,
  points: [],
  ends: [
    {
      site: { file: 'a.js', within: '', code: '', given: '', hosts: [] },
      certainty: 'certain',
      confidence,
      points: [],
      length: 2,
    },
  ],
  key: 'k',
});

it.each([
  ['key', 'network', 'high', 'flow.key-to-network', 'hold'],
  ['key', 'dns', 'medium', 'flow.key-to-network', 'review'],
  ['key', 'process', 'medium', 'flow.key-to-process', 'review'],
  ['key', 'later', 'low', 'flow.key-to-store', 'note'],
  ['wallet', 'network', 'high', 'flow.wallet-to-network', 'hold'],
  ['wallet', 'process', 'medium', 'flow.key-to-process', 'review'],
  ['guessable', 'key', 'high', 'flow.guessable-to-key', 'review'],
  ['guessable', 'key', 'medium', 'flow.guessable-to-key', 'note'],
  ['guessable', 'network', 'high', undefined, undefined],
  ['wallet', 'later', 'low', undefined, undefined],
  ['host', 'process', 'low', undefined, undefined],
] as const)('%s to %s, %s', (source, sink, confidence, rule, decision) => {
  const found = flowFinding(flow(source, sink, confidence), () => undefined);
  expect(found?.rule).toBe(rule);
  expect(found?.decision).toBe(decision);
});
