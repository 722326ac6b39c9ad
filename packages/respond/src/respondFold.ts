import { type Entry, parseEstate, type Estate, type Recorded } from '@portcullis/model';
import { matchPlaybooks } from './matchPlaybooks.ts';
import { noticeId, noticesOf, recipientsOf } from './notices.ts';
import {
  type GatePlace,
  type GateState,
  gateOf,
  type KnownFinding,
  type NoticeEvent,
  type PendingNotice,
  type PendingOrder,
  type RespondState,
} from './respondState.ts';

interface Building extends RespondState {
  estate: Estate | undefined;
  readonly gates: Map<string, GateState>;
  readonly findings: Map<string, KnownFinding>;
  readonly orders: Map<string, PendingOrder>;
  readonly ordered: Set<string>;
  readonly notices: Map<string, PendingNotice>;
}

/**
 * Gate states, pending orders and pending notices as a fold of the journal's entries.
 *
 * `step` builds on the state it is given and hands back the same object: a state that was
 * passed to `step` belongs to the fold from then on. Whoever steps it leaves out an
 * `estate.adopted` that the quorum of the estate before did not sign: here every estate
 * handed in is believed.
 */
export const respondFold: { init(): RespondState; step(state: RespondState, recorded: Recorded): RespondState } = {
  init: () => ({
    estate: undefined,
    gates: new Map(),
    findings: new Map(),
    orders: new Map(),
    ordered: new Set(),
    notices: new Map(),
  }),
  step: (state, recorded) => {
    apply(state as Building, recorded, recorded.entry);
    return state;
  },
};

function apply(state: Building, recorded: Recorded, entry: Entry): void {
  switch (entry.type) {
    case 'estate.adopted': {
      const parsed = parseEstate(entry.body.text);
      // An estate that does not parse was never adopted by a server of ours; the old one stays in force.
      if (parsed.ok) state.estate = parsed.estate;
      return;
    }
    case 'finding.raised': {
      const { finding } = entry.body;
      if (state.findings.has(finding.id)) return;
      state.findings.set(finding.id, { finding, key: entry.key, index: recorded.index, retracted: false });
      addNotices(state, { event: 'finding.raised', finding: finding.id }, recorded, findingRecipients(state, finding));
      return;
    }
    case 'finding.retracted':
      return retract(state, recorded, entry.body.finding, entry.body.why);
    case 'gate.ordered':
      return order(state, entry);
    case 'gate.moved':
      return moved(state, recorded, entry);
    case 'gate.failed':
      return failed(state, recorded, entry);
    case 'notice.delivered':
      state.notices.delete(entry.body.notice);
      return;
    case 'notice.failed': {
      const notice = state.notices.get(entry.body.notice);
      if (notice === undefined) return;
      if (entry.body.final) state.notices.delete(notice.id);
      else state.notices.set(notice.id, { ...notice, attempts: Math.max(notice.attempts, entry.body.attempt) });
      return;
    }
    default:
  }
}

function retract(state: Building, recorded: Recorded, id: string, why: string): void {
  const known = state.findings.get(id);
  if (known === undefined || known.retracted) return;
  state.findings.set(id, { ...known, retracted: true });
  const recipients = findingRecipients(state, known.finding);
  // Nobody shall be woken by what is known to be untrue; who may have been told already is told that it is taken back.
  for (const to of recipients) state.notices.delete(noticeId({ event: 'finding.raised', finding: id }, to));
  addNotices(state, { event: 'finding.retracted', finding: id, why }, recorded, recipients);
}

function order(state: Building, entry: Extract<Entry, { type: 'gate.ordered' }>): void {
  const { body } = entry;
  if (state.ordered.has(body.order)) return;
  state.ordered.add(body.order);
  if (body.move === 'drop') {
    // Whatever was on its way up is called off: dropping wins.
    for (const other of state.orders.values())
      if (other.gate === body.gate && other.move === 'raise') state.orders.delete(other.order);
  }
  state.orders.set(body.order, { ...body, key: entry.key, at: entry.at.ms, attempts: 0 });
  place(state, gateOf(state, body.gate), entry, body);
}

function moved(state: Building, recorded: Recorded, entry: Extract<Entry, { type: 'gate.moved' }>): void {
  const { order: id, gate, state: where, proof } = entry.body;
  const pending = state.orders.get(id);
  // A move that nobody ordered proves nothing: above all it opens nothing.
  if (pending === undefined || pending.gate !== gate || (pending.move === 'drop') !== (where === 'down')) return;
  state.orders.delete(id);
  const before = gateOf(state, gate);
  const again = before.settled === where && before.state === where;
  place(
    state,
    { ...before, settled: where, state: where, stuck: false, proof, failure: undefined },
    entry,
    again ? undefined : pending,
    before.state,
  );
  if (again) return;
  addNotices(
    state,
    { event: 'gate.moved', gate, order: id, state: where, proof, by: pending.by },
    recorded,
    gateRecipients(state, gate, false),
  );
}

function failed(state: Building, recorded: Recorded, entry: Extract<Entry, { type: 'gate.failed' }>): void {
  const { order: id, gate, attempt, why, final } = entry.body;
  const pending = state.orders.get(id);
  if (pending === undefined || pending.gate !== gate) return;
  const before = gateOf(state, gate);
  const failure = { attempt, why, final };
  if (!final) {
    state.orders.set(id, { ...pending, attempts: Math.max(pending.attempts, attempt) });
    state.gates.set(gate, { ...before, failure });
    return;
  }
  state.orders.delete(id);
  // An order without authority was never an order; one that the lever gave up leaves the gate wanted down.
  const refused = entry.actor === REFUSER;
  const stuck = before.stuck || (!refused && pending.move === 'drop' && before.settled === 'up');
  place(state, { ...before, stuck, failure }, entry, undefined);
  if (!refused) {
    addNotices(
      state,
      { event: 'gate.failed', gate, order: id, move: pending.move, why, by: pending.by },
      recorded,
      gateRecipients(state, gate, true),
    );
  }
}

/** The actor of entries that refuse an order for want of authority. */
export const REFUSER = 'server';

/** Sets a gate to where its settled place and its pending orders put it. */
function place(
  state: Building,
  gate: GateState,
  entry: Entry,
  by: Pick<PendingOrder, 'order' | 'by'> | undefined,
  before: GatePlace = gate.state,
): void {
  const pending = [...state.orders.values()].filter((order) => order.gate === gate.gate);
  const drops = pending.some((order) => order.move === 'drop');
  const raises = pending.some((order) => order.move === 'raise');
  const next = drops
    ? gate.state === 'down'
      ? 'down'
      : 'dropping'
    : raises && (gate.settled === 'down' || gate.stuck)
      ? 'raising'
      : gate.stuck
        ? 'dropping'
        : gate.settled;
  const since = next === before ? gate.since : entry.at.ms;
  state.gates.set(gate.gate, {
    ...gate,
    state: next,
    since,
    ...(by === undefined || next === before ? {} : { by: by.by, order: by.order }),
  });
}

function findingRecipients(state: Building, finding: KnownFinding['finding']): ReturnType<typeof recipientsOf> {
  if (state.estate === undefined) return [];
  const playbooks = matchPlaybooks(state.estate, finding);
  return recipientsOf(
    state.estate,
    playbooks.flatMap((playbook) => playbook.page),
    playbooks.flatMap((playbook) => playbook.tell),
  );
}

function gateRecipients(state: Building, gate: string, page: boolean): ReturnType<typeof recipientsOf> {
  if (state.estate === undefined) return [];
  const playbooks = state.estate.playbooks.filter((playbook) => playbook.drop.includes(gate));
  return recipientsOf(
    state.estate,
    page ? playbooks.flatMap((playbook) => playbook.page) : [],
    playbooks.flatMap((playbook) => playbook.tell),
  );
}

function addNotices(state: Building, what: NoticeEvent, recorded: Recorded, to: ReturnType<typeof recipientsOf>): void {
  for (const notice of noticesOf(what, to, recorded)) state.notices.set(notice.id, notice);
}
