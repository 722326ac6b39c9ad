import { digestOf } from '@portcullis/model';
import type { Judgement } from '../../judge/judgement.ts';
import type { PackageFinding } from '../../packageFinding.ts';

/** A flow finding through two files. */
export function flowFindingOf(change: Partial<PackageFinding> = {}): PackageFinding {
  return {
    rule: 'flow.key-to-network',
    severity: 'critical',
    confidence: 'high',
    decision: 'hold',
    places: [
      {
        file: 'lib/keys.js',
        line: 12,
        column: 3,
        endLine: 12,
        endColumn: 20,
        text: 'mnemonicToSeed(x)',
        what: 'takes the seed',
      },
      { file: 'lib/net.js', line: 4, text: 'https.request(o)', what: 'is sent by https.request()' },
    ],
    why: 'Key material is sent out.',
    advice: 'Do not install.',
    key: 'flow.key-to-network seed https.request',
    ...change,
  };
}

export function judgementOf(change: Partial<Judgement> = {}): Judgement {
  return {
    subject: 'pkg:npm/%40acme/wallet@1.2.4',
    decision: 'hold',
    isPartial: false,
    unread: [],
    findings: [flowFindingOf()],
    digest: digestOf('wallet'),
    files: 12,
    bytes: 34_000,
    capabilities: [
      { file: 'lib/net.js', capability: 'network', api: 'node:https.request', constants: ['example.invalid'] },
    ],
    dependencies: [],
    ...change,
  };
}
