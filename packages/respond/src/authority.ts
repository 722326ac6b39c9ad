import { matchPlaybooks } from './matchPlaybooks.ts';
import { type Order, type RespondState } from './respondState.ts';

/** Whether an order may be carried out, and if not, why. */
export type Authority = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Re-derives the authority of an order that names a finding. Only a drop can have it: the
 * finding stands in the journal, was not taken back, and a playbook of the estate in
 * force drops this gate for it.
 */
export function findingAuthority(state: Pick<RespondState, 'estate' | 'findings'>, order: Order): Authority {
  if (!('finding' in order.by)) return refuse('the order names no finding');
  // A finding must never open anything: whoever can make a sensor report something would open the gate.
  if (order.move !== 'drop') return refuse('a finding can only drop a gate; raising takes the quorum of the policy');
  const known = state.findings.get(order.by.finding);
  if (known === undefined) return refuse(`no entry of the journal raises the finding ${order.by.finding}`);
  if (known.retracted) return refuse(`the finding ${order.by.finding} was taken back`);
  if (state.estate === undefined) return refuse('no estate is in force');
  if (!state.estate.gates.some((gate) => gate.id === order.gate)) return refuse(`the estate in force has no gate ${order.gate}`);
  const drops = matchPlaybooks(state.estate, known.finding).some((playbook) => playbook.drop.includes(order.gate));
  return drops ? { ok: true } : refuse(`no playbook of the estate in force drops ${order.gate} for ${known.finding.rule}`);
}

function refuse(why: string): Authority {
  return { ok: false, why };
}
