import type { Lever, LeverOrder } from '../../lever.ts';
import { stopped } from '../../respondFault.ts';

/**
 * A gate that is nothing but its state: paying services ask for it before they pay out.
 * The journal's entry is the act and the proof.
 */
export function createHoldLever(): Lever {
  const moved =
    (where: string) =>
    (order: LeverOrder, signal: AbortSignal): Promise<readonly string[]> =>
      signal.aborted
        ? Promise.reject(stopped())
        : Promise.resolve([
            `the journal holds this gate ${where} by the order ${order.order}; signed answers say so from this entry on`,
          ]);
  return {
    prepare: () => Promise.resolve(),
    drop: moved('down'),
    raise: moved('up'),
    check: () => Promise.resolve([{ ok: true, what: 'hold: needs nothing but the journal' }]),
  };
}
