import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Recorded } from '@portcullis/model';
import type { Status } from './status.ts';

/** The server's own Prometheus metrics. */
export interface Metrics {
  observe(recorded: readonly Recorded[]): void;
  render(status: Status): Promise<{ readonly contentType: string; readonly text: string }>;
}

const GATE_STATES = ['up', 'dropping', 'down', 'raising'] as const;

/** A registry of its own, so that two servers in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'portcullis_' });
  const registers = [registry];
  const entries = new Counter({
    name: 'portcullis_journal_entries_total',
    help: 'Entries recorded since start, by type.',
    labelNames: ['type'],
    registers,
  });
  const findings = new Counter({
    name: 'portcullis_findings_total',
    help: 'Findings raised since start, by rule.',
    labelNames: ['rule', 'severity'],
    registers,
  });
  const size = new Gauge({ name: 'portcullis_journal_size', help: 'Durable entries in the journal.', registers });
  const head = new Gauge({
    name: 'portcullis_chain_head_block',
    help: 'Newest block heard of.',
    labelNames: ['chain'],
    registers,
  });
  const done = new Gauge({
    name: 'portcullis_chain_done_block',
    help: 'Last block read whole and judged.',
    labelNames: ['chain'],
    registers,
  });
  const lag = new Gauge({
    name: 'portcullis_chain_lag_seconds',
    help: 'Age of the last judged block, by its own time.',
    labelNames: ['chain'],
    registers,
  });
  const gap = new Gauge({
    name: 'portcullis_chain_gap',
    help: '1 while a chain cannot be read whole.',
    labelNames: ['chain'],
    registers,
  });
  const gate = new Gauge({
    name: 'portcullis_gate_state',
    help: '1 for the state a gate is in.',
    labelNames: ['gate', 'state'],
    registers,
  });
  const standing = new Gauge({ name: 'portcullis_breaches_standing', help: 'Breaches not taken back.', registers });

  function show(status: Status): void {
    size.set(status.journal.size);
    standing.set(status.findings.filter((finding) => finding.breach && finding.retracted === null).length);
    for (const chain of status.chains) {
      if (chain.head !== null) head.set({ chain: chain.name }, chain.head);
      if (chain.done !== null) done.set({ chain: chain.name }, chain.done);
      if (chain.lag_ms !== null) lag.set({ chain: chain.name }, chain.lag_ms / 1000);
      gap.set({ chain: chain.name }, chain.gap === null ? 0 : 1);
    }
    for (const { id, state } of status.gates)
      for (const one of GATE_STATES) gate.set({ gate: id, state: one }, state === one ? 1 : 0);
  }

  return {
    observe(recorded) {
      for (const { entry } of recorded) {
        entries.inc({ type: entry.type });
        if (entry.type === 'finding.raised')
          findings.inc({ rule: entry.body.finding.rule, severity: entry.body.finding.severity });
      }
    },
    async render(status) {
      show(status);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
