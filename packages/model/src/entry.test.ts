import { describe, expect, it } from 'vitest';
import { parseBundle } from './bundle.ts';
import { parseEntry } from './entry.ts';
import { explainFault } from './fault.ts';
import { ModelFault } from './modelFault.ts';

const entry = {
  v: 1,
  type: 'server.started',
  body: { version: '0.1.0' },
  at: { ms: 1, source: 'clock' },
  actor: 'server',
  causes: [],
  key: 'start-1',
};
const intent = {
  v: 1,
  kind: 'drop',
  gate: 'desk',
  estate: `sha256:${'a'.repeat(64)}`,
  nonce: 'n'.repeat(16),
  proposer: 'alice',
  created: 1,
  expires: 2,
};
const bundle = { v: 1, intent, signatures: [{ signature: 'armor', received: 1 }], estate: intent.estate };

describe('an entry of the journal', () => {
  it('is read as it was written', () => {
    expect(parseEntry(entry)).toEqual(entry);
  });

  it.each([
    ['an unknown type', { ...entry, type: 'server.exploded' }],
    ['an unknown version', { ...entry, v: 2 }],
    ['a member nobody knows', { ...entry, extra: 1 }],
    ['a body of another type', { ...entry, body: { reason: 'x' } }],
    ['no key', { ...entry, key: '' }],
    ['a time without its source', { ...entry, at: { ms: 1 } }],
    ['a time before all times', { ...entry, at: { ms: -1, source: 'clock' } }],
    ['nothing', undefined],
  ])('is refused with %s', (_, value) => {
    expect(() => parseEntry(value)).toThrow(expect.objectContaining({ code: 'bad-entry', found: expect.any(String) }));
  });
});

describe('a bundle', () => {
  it('is read as it was written', () => {
    expect(parseBundle(bundle)).toEqual(bundle);
  });

  it.each([
    ['a member nobody knows, such as a policy', { ...bundle, policy: { quorum: 1 } }],
    ['more signatures than anybody needs', { ...bundle, signatures: Array(257).fill(bundle.signatures[0]) }],
    ['an endless signature', { ...bundle, signatures: [{ signature: 'x'.repeat(16_385), received: 1 }] }],
    ['an intent that is none', { ...bundle, intent: { ...intent, gate: '../etc' } }],
    ['another version', { ...bundle, v: 2 }],
  ])('is refused with %s', (_, value) => {
    expect(() => parseBundle(value)).toThrow(expect.objectContaining({ code: 'bad-bundle' }));
  });
});

describe('a fault', () => {
  it('tells a tired person what was found, what was expected, what to do', () => {
    const cause = new Error('below');
    const fault = new ModelFault('bad-id', {
      message: 'This is not a chain.',
      found: '"x"',
      expected: 'CAIP-2',
      remedy: 'Write eip155:56.',
      cause,
    });
    expect(explainFault(fault)).toBe(
      'This is not a chain.\n  found:    "x"\n  expected: CAIP-2\n  do:       Write eip155:56.',
    );
    expect(fault).toMatchObject({ name: 'ModelFault', code: 'bad-id', kind: 'operator', cause });
    expect(explainFault(new ModelFault('bad-id', { message: 'No.' }))).toBe('No.');
  });
});
