import type { Cause, Finding, Severity } from '@portcullis/model';
import { gateOf, type PendingNotice, type RespondState } from './respondState.ts';

/**
 * What a notice says, as it travels in JSON. Members are only ever added within a `v`.
 * Described for receivers in docs/gates.md.
 */
export interface NoticeMessage {
  readonly v: 1;
  /** The same however often it is delivered. */
  readonly id: string;
  readonly event: 'finding.raised' | 'finding.retracted' | 'gate.moved' | 'gate.failed';
  readonly estate: string;
  /** When the event was recorded, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly severity: Severity;
  /** One sentence for a person. */
  readonly title: string;
  readonly why: string;
  readonly advice: string;
  readonly finding?: Pick<Finding, 'id' | 'rule' | 'severity' | 'breach' | 'subject' | 'position'> | undefined;
  readonly gate?:
    | {
        readonly id: string;
        readonly state: 'up' | 'down' | 'unknown';
        readonly order: string;
        readonly by: Cause;
        readonly proof: readonly string[];
      }
    | undefined;
  /** Every gate of the estate at the moment of sending. */
  readonly gates: readonly { readonly id: string; readonly state: string; readonly since: number }[];
  /** The journal entry this tells of, and where to check it. */
  readonly verify: {
    readonly entry: number;
    readonly key: string;
    readonly proof?: string | undefined;
    readonly checkpoint?: string | undefined;
  };
}

/** Writes the message of a pending notice. `base` is the address of the API as receivers reach it. */
export function noticeMessage(state: RespondState, notice: PendingNotice, base: string | undefined): NoticeMessage {
  return {
    v: 1,
    id: notice.id,
    event: notice.what.event,
    estate: state.estate?.name ?? '',
    at: notice.at,
    ...said(state, notice),
    gates: (state.estate?.gates ?? []).map(({ id }) => {
      const gate = gateOf(state, id);
      return { id, state: gate.state, since: gate.since };
    }),
    verify: {
      entry: notice.index,
      key: notice.key,
      ...(base === undefined
        ? {}
        : { proof: `${base}/v1/journal/proof/${notice.index}`, checkpoint: `${base}/v1/journal/checkpoint` }),
    },
  };
}

type Said = Pick<NoticeMessage, 'severity' | 'title' | 'why' | 'advice' | 'finding' | 'gate'>;

function said(state: RespondState, { what }: PendingNotice): Said {
  switch (what.event) {
    case 'finding.raised': {
      const finding = state.findings.get(what.finding)?.finding;
      return {
        severity: finding?.severity ?? 'critical',
        title: `${finding?.breach === true ? 'Breach' : 'Finding'}: ${finding?.rule ?? what.finding} on ${finding?.subject ?? 'an unknown subject'}`,
        why: finding?.why ?? '',
        advice: finding?.advice ?? '',
        finding: finding === undefined ? undefined : inBrief(finding),
      };
    }
    case 'finding.retracted': {
      const finding = state.findings.get(what.finding)?.finding;
      return {
        severity: 'info',
        title: `Taken back: ${finding?.rule ?? what.finding} on ${finding?.subject ?? 'an unknown subject'}`,
        why: what.why,
        advice: 'Gates that it dropped stay down until the quorum raises them.',
        finding: finding === undefined ? undefined : inBrief(finding),
      };
    }
    case 'gate.moved':
      return {
        severity: what.state === 'down' ? 'critical' : 'info',
        title: `Gate ${what.gate} is ${what.state}`,
        why: what.proof.join('; '),
        advice:
          what.state === 'down' ? 'Pay nothing out through it until it is up again.' : 'It was raised by the quorum.',
        gate: { id: what.gate, state: what.state, order: what.order, by: what.by, proof: what.proof },
      };
    case 'gate.failed':
      return {
        severity: what.move === 'drop' ? 'critical' : 'medium',
        title: `Gate ${what.gate} could not be ${what.move === 'drop' ? 'dropped' : 'raised'}`,
        why: what.why,
        advice: what.move === 'drop' ? 'Treat it as down, and stop what it guards by hand.' : 'It counts as down.',
        gate: { id: what.gate, state: 'unknown', order: what.order, by: what.by, proof: [] },
      };
    default:
      return what satisfies never;
  }
}

function inBrief({ id, rule, severity, breach, subject, position }: Finding): NonNullable<NoticeMessage['finding']> {
  return { id, rule, severity, breach, subject, position };
}
