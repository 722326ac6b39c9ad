import { describe, expect, it } from 'vitest';
import type { StatusOutput } from '../output/statusOutput.ts';
import { renderLive } from './renderLive.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const status: StatusOutput = {
  version: '0.1.0',
  estate: { name: 'Example Staking', digest: `sha256:${'a'.repeat(64)}`, differs_on_disk: false },
  chains: [{ name: 'bsc', id: 'eip155:56', head: 120, done: 119, lag_ms: 4, gap: null }],
  gates: [
    { id: 'withdrawals', lever: 'hold', state: 'down', since: NOW - 90_000, by: 'finding 1' },
    { id: 'pool-pause', lever: 'evm-pause', state: 'up', since: null, by: null },
  ],
  findings: [
    {
      id: '1',
      rule: 'upgrade.unpermitted',
      severity: 'critical',
      breach: true,
      subject: 'x',
      why: 'The code behind aBNBc changed without a permit.',
      advice: '',
      at: NOW,
      finality: 'seen',
      retracted: null,
    },
    {
      id: '2',
      rule: 'mint.unpermitted',
      severity: 'critical',
      breach: true,
      subject: 'x',
      why: 'A reorganisation undid this.',
      advice: '',
      at: NOW,
      finality: 'seen',
      retracted: 'reorg',
    },
  ],
  intents: [
    {
      id: `sha256:${'b'.repeat(64)}`,
      kind: 'raise',
      state: 'open',
      counted: ['alice'],
      needed: 2,
      expires: NOW + 1000,
    },
  ],
  journal: { size: 42, root: `sha256:${'c'.repeat(64)}` },
};
const plain = {
  width: 80,
  height: 24,
  now: NOW,
  url: 'http://127.0.0.1:8780',
  paint: (_: string, text: string) => text,
};

describe('the live view', () => {
  it('says at a glance whether a breach stands, which gates are down and since when, and who signed', () => {
    expect(renderLive(status, plain).split('\n')).toEqual([
      'Example Staking',
      'A breach stands.',
      '',
      '▼ withdrawals      down      since 90 s  by finding 1',
      '▲ pool-pause       up      ',
      '',
      'bsc              head 120  done 119 (1 behind)  lag 4 ms',
      '',
      'Findings',
      '  12:00:00 upgrade.unpermitted  seen  The code behind aBNBc changed without a p…',
      '',
      'Intents',
      '  bbbbbbbb raise    open       1/2 signed: alice',
      '',
      'journal 42 entries  root sha256:ccccccccccccc',
      'http://127.0.0.1:8780  ·  Ctrl-C stops the watch',
    ]);
  });

  it('shows a gap, and never calls it clean', () => {
    const text = renderLive(
      { ...status, chains: [{ ...status.chains[0]!, done: null, gap: 'the endpoint does not answer' }] },
      plain,
    );
    expect(text).toContain('GAP: the endpoint does not answer');
  });

  it.each([20, 40, 80, 200])('is no wider than %d columns and no higher than the terminal', (width) => {
    const many = {
      ...status,
      findings: Array.from({ length: 50 }, (_, at) => ({ ...status.findings[0]!, id: String(at) })),
    };
    const lines = renderLive(many, { ...plain, width, height: 20 }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width);
  });

  it('does not let a finding move the cursor', () => {
    const evil = { ...status, findings: [{ ...status.findings[0]!, why: 'x\u001b[2J' }] };
    expect(renderLive(evil, plain)).not.toContain('\u001b');
  });
});
