import type { Entry, Recorded } from '@portcullis/model';
import { printable } from '@portcullis/model/printable';

/** A journal entry as one line: index, time, actor, type and what it says. */
export function entryLine({ index, entry }: Recorded): string {
  const time = new Date(entry.at.ms).toISOString().replace('T', ' ').slice(0, 23);
  return printable(
    `${String(index).padStart(7)}  ${time}  ${entry.actor.padEnd(18)} ${entry.type.padEnd(18)} ${summary(entry)}`,
  );
}

function summary(entry: Entry): string {
  switch (entry.type) {
    case 'estate.adopted':
      return entry.body.digest;
    case 'server.started':
      return `version ${entry.body.version}`;
    case 'server.stopped':
      return entry.body.reason;
    case 'intent.proposed':
      return `${entry.body.intent.kind} by ${entry.body.intent.proposer}`;
    case 'signoff.given':
      return `${entry.body.custodian} signed ${short(entry.body.intent)} with ${entry.body.key}`;
    case 'effect.observed':
      return `${entry.body.effect.kind} ${entry.body.effect.id}`;
    case 'effect.retracted':
      return `${entry.body.effect}: ${entry.body.why}`;
    case 'finding.raised':
      return `${entry.body.finding.breach ? 'BREACH ' : ''}${entry.body.finding.rule}: ${entry.body.finding.why}`;
    case 'finding.settled':
      return `${entry.body.finding} is ${entry.body.finality}`;
    case 'finding.retracted':
      return `${entry.body.finding}: ${entry.body.why}`;
    case 'gate.ordered':
      return `${entry.body.move} ${entry.body.gate} by ${'finding' in entry.body.by ? entry.body.by.finding : short(entry.body.by.intent)}`;
    case 'gate.moved':
      return `${entry.body.gate} is ${entry.body.state}: ${entry.body.proof.join('; ')}`;
    case 'gate.failed':
      return `${entry.body.gate}, attempt ${entry.body.attempt}${entry.body.final ? ' (given up)' : ''}: ${entry.body.why}`;
    case 'notice.delivered':
      return `${entry.body.notice} to ${entry.body.to}`;
    case 'notice.failed':
      return `${entry.body.notice} to ${entry.body.to}, attempt ${entry.body.attempt}${entry.body.final ? ' (given up)' : ''}: ${entry.body.why}`;
    case 'sensor.covered':
      return `${entry.body.chain} blocks ${entry.body.from} to ${entry.body.to.number}`;
    case 'sensor.gap':
      return `${entry.body.chain} after ${entry.body.after?.number ?? 'nothing'}: ${entry.body.why}`;
    case 'sensor.resumed':
      return `${entry.body.chain} at ${entry.body.at.number}`;
    case 'sensor.reorged':
      return `${entry.body.chain}: ${entry.body.dropped.length} blocks dropped after ${entry.body.ancestor.number}`;
    default:
      return JSON.stringify((entry satisfies never as Entry).body);
  }
}

function short(id: string): string {
  return id.slice('sha256:'.length, 'sha256:'.length + 8);
}
