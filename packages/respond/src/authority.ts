import { matchPlaybooks } from './matchPlaybooks.ts';
import { type KnownFinding, type Order, type RespondState } from './respondState.ts';

/** Whether an order may be carried out, and if not, why. */
export type Authority = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Re-derives the authority of an order that names a finding. Only a drop can have it: the
 * finding stands in the journal, was not taken back, and a playbook of the estate in
 * force drops this gate for it; or that holds for a finding raised after it, which needed
 * no order of its own while this one was under way.
 */
export function findingAuthority(state: Pick<RespondState, 'estate' | 'findings'>, order: Order): Authority {
  if (!('finding' in order.by)) return refuse('the order names no finding');
  // A finding must never open anything: whoever can make a sensor report something would open the gate.
  if (order.move !== 'drop') return refuse('a finding can only drop a gate; raising takes the quorum of the policy');
  const known = state.findings.get(order.by.finding);
  if (known === undefined) return refuse(`no entry of the journal raises the finding ${order.by.finding}`);
  const own = refusalOf(state, order.gate, known);
  if (own === undefined) return { ok: true };
  for (const other of state.findings.values()) {
    if (other.index >= known.index && refusalOf(state, order.gate, other) === undefined) return { ok: true };
  }
  return refuse(own);
}

/** Why a finding does not drop a gate; `undefined` when it does. */
function refusalOf({ estate }: Pick<RespondState, 'estate'>, gate: string, { finding, retracted }: KnownFinding): string | undefined {
  if (retracted) return `the finding ${finding.id} was taken back`;
  if (estate === undefined) return 'no estate is in force';
  if (!estate.gates.some(({ id }) => id === gate)) return `the estate in force has no gate ${gate}`;
  const drops = matchPlaybooks(estate, finding).some((playbook) => playbook.drop.includes(gate));
  return drops ? undefined : `no playbook of the estate in force drops ${gate} for ${finding.rule}`;
}

function refuse(why: string): Authority {
  return { ok: false, why };
}
