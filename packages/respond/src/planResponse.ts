import type { Estate, Finding, Playbook } from '@portcullis/model';
import { findingAuthority } from './authority.ts';
import { matchPlaybooks } from './matchPlaybooks.ts';
import { orderId } from './orderId.ts';
import { gateOf, type Order, type RespondState } from './respondState.ts';

/** What a finding sets off. */
export interface ResponsePlan {
  readonly playbooks: readonly Playbook[];
  /** One for each gate to drop, to be committed with the finding; a gate that is down, or ordered down, has none. */
  readonly orders: readonly Order[];
  /** Custodians to page and integrators to tell, each once. Their notices follow from the finding's entry. */
  readonly page: readonly string[];
  readonly tell: readonly string[];
}

/**
 * Which playbooks a finding sets off, and which gates are to drop for it.
 *
 * `ordered` names gates that the same commit already orders down, for a block with more
 * than one finding.
 */
export function planResponse(input: {
  readonly estate: Estate;
  readonly finding: Finding;
  readonly state: Pick<RespondState, 'estate' | 'findings' | 'gates' | 'orders' | 'ordered'>;
  readonly ordered?: ReadonlySet<string> | undefined;
}): ResponsePlan {
  const { estate, finding, state } = input;
  const playbooks = matchPlaybooks(estate, finding);
  const going = goingDown(state);
  const orders = unique(playbooks.flatMap((playbook) => playbook.drop))
    .filter((gate) => !going(gate) && input.ordered?.has(gate) !== true)
    .map((gate): Order => ({
      order: orderId('drop', gate, { finding: finding.id }),
      gate,
      move: 'drop',
      by: { finding: finding.id },
    }))
    .filter((order) => !state.ordered.has(order.order));
  return {
    playbooks,
    orders,
    page: unique(playbooks.flatMap((playbook) => playbook.page)),
    tell: unique(playbooks.flatMap((playbook) => playbook.tell)),
  };
}

/**
 * The last word on a gate decides: one that is down but ordered up must be ordered down
 * again. So must one whose order is about to be refused, because its finding was taken back.
 */
function goingDown(state: Pick<RespondState, 'estate' | 'findings' | 'gates' | 'orders'>): (gate: string) => boolean {
  const last = new Map<string, 'drop' | 'raise'>();
  for (const order of state.orders.values()) {
    if ('intent' in order.by || findingAuthority(state, order).ok) last.set(order.gate, order.move);
  }
  return (gate) => {
    const move = last.get(gate);
    return move === undefined ? gateOf(state, gate).state === 'down' : move === 'drop';
  };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
