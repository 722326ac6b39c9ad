import { dropsGate } from './matchPlaybooks.ts';
import type { KnownFinding, Order, RespondState } from './respondState.ts';

/** Whether an order may be carried out, and if not, why. */
export type Authority = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Re-derives the authority of an order that names a finding. Only a drop can have it: the
 * finding stands in the journal, was not taken back, and a playbook of the estate in
 * force drops this gate for it. A later finding may take its place: it gave no order of its
 * own because this one was under way.
 */
export function findingAuthority(state: Pick<RespondState, 'estate' | 'findings'>, order: Order): Authority {
  if (!('finding' in order.by)) return refuse('the order names no finding');
  // A finding must never open anything: whoever can make a sensor report something would open the gate.
  if (order.move !== 'drop') return refuse('a finding can only drop a gate; raising takes the quorum of the policy');
  const known = state.findings.get(order.by.finding);
  if (known === undefined) return refuse(`no entry of the journal raises the finding ${order.by.finding}`);
  const { estate } = state;
  if (estate === undefined) return refuse('no estate is in force');
  if (!estate.gates.some((gate) => gate.id === order.gate))
    return refuse(`the estate in force has no gate ${order.gate}`);
  const drops = (one: KnownFinding): boolean => !one.retracted && dropsGate(estate, one.finding, order.gate);
  if (drops(known)) return { ok: true };
  for (const other of state.findings.values()) if (other.index > known.index && drops(other)) return { ok: true };
  if (known.retracted) return refuse(`the finding ${order.by.finding} was taken back`);
  return refuse(`no playbook of the estate in force drops ${order.gate} for ${known.finding.rule}`);
}

function refuse(why: string): Authority {
  return { ok: false, why };
}
