import { type Clock, type Entry, wordsOf } from '@portcullis/model';
import type { Authority } from './authority.ts';
import { type Backoff, backoffMs } from './backoff.ts';
import { breachedAccounts } from './breachedAccounts.ts';
import { explain } from './explain.ts';
import type { Lever, LeverOrder } from './lever.ts';
import type { ResponderLog } from './responderLog.ts';
import { RespondFault } from './respondFault.ts';
import { REFUSER } from './respondFold.ts';
import type { PendingOrder, RespondState } from './respondState.ts';
import type { Runner } from './runner.ts';

export interface GateRunnerOptions {
  readonly lever: (gate: string) => Lever | undefined;
  readonly append: (entries: readonly Entry[]) => Promise<unknown>;
  readonly authorise: (order: PendingOrder) => Authority | Promise<Authority>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: ResponderLog;
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  readonly state: () => RespondState;
  /** Called when something began or ended. */
  readonly changed: () => void;
}

/**
 * Carries out pending orders: one at a time for each gate, all gates at once. A lever that
 * hangs keeps only its own gate waiting.
 */
export function createGateRunner(options: GateRunnerOptions): Runner {
  const { state, signal, log, changed } = options;
  const running = new Map<string, { readonly order: string; readonly abort: AbortController }>();
  const resting = new Map<string, NodeJS.Timeout>();
  /** Written to the journal, and not yet come back from it. */
  const written = new Set<string>();

  const act = (): void => {
    if (signal.aborted) return;
    const { orders } = state();
    for (const [gate, { order, abort }] of running) {
      // A raise that a later drop called off must not keep the drop waiting.
      if (!orders.has(order) && hasOther(orders, gate, order)) abort.abort();
    }
    for (const [order, timer] of resting) {
      if (orders.has(order)) continue;
      clearTimeout(timer);
      resting.delete(order);
    }
    for (const order of written) if (!orders.has(order)) written.delete(order);
    const begun = new Set<string>();
    for (const order of orders.values()) {
      if (begun.has(order.gate) || written.has(order.order)) continue;
      begun.add(order.gate);
      if (!running.has(order.gate) && !resting.has(order.order)) begin(order);
    }
  };

  const begin = (order: PendingOrder): void => {
    const abort = new AbortController();
    running.set(order.gate, { order: order.order, abort });
    void carryOut(order, AbortSignal.any([signal, abort.signal])).then((again) => {
      running.delete(order.gate);
      if (again === undefined && state().orders.has(order.order)) written.add(order.order);
      if (again !== undefined && !signal.aborted) {
        const timer = setTimeout(() => {
          resting.delete(order.order);
          act();
        }, again);
        resting.set(order.order, timer);
      }
      act();
      changed();
    });
  };

  /** One attempt. Milliseconds to wait before the next, or `undefined` when this order is done with. */
  const carryOut = async (order: PendingOrder, stop: AbortSignal): Promise<number | undefined> => {
    const attempt = (state().orders.get(order.order)?.attempts ?? order.attempts) + 1;
    const rest = backoffMs(options.backoff, attempt, options.random());
    try {
      const judged = options.authorise(order);
      // Without a wait where there is nothing to wait for: a drop is a race.
      const authority = judged instanceof Promise ? await judged : judged;
      if (!authority.ok) {
        log.warn({ gate: order.gate, order: order.order, why: authority.why }, 'order refused: it has no authority');
        await options.append([
          failedEntry(order, REFUSER, attempt, `no authority: ${authority.why}`, true, options.clock()),
        ]);
        return undefined;
      }
      const proof = await pull(order, stop);
      await options.append([movedEntry(order, proof, options.clock())]);
      log.info({ gate: order.gate, order: order.order, proof }, order.move === 'drop' ? 'gate is down' : 'gate is up');
      return undefined;
    } catch (error) {
      if (stop.aborted) return undefined;
      return await recordFailure(order, attempt, rest, error);
    }
  };

  const pull = (order: PendingOrder, stop: AbortSignal): Promise<readonly string[]> => {
    const lever = options.lever(order.gate);
    if (lever === undefined) {
      throw new RespondFault('no-lever', {
        message: `There is no lever for the gate ${order.gate}.`,
        expected: 'a gate of the estate in force',
        remedy: 'Put the gate back into the estate, or stop by hand what it guarded.',
      });
    }
    const ask: LeverOrder = { order: order.order, breached: breachedAccounts(state()) };
    return order.move === 'drop' ? lever.drop(ask, stop) : lever.raise(ask, stop);
  };

  const recordFailure = async (
    order: PendingOrder,
    attempt: number,
    rest: number,
    error: unknown,
  ): Promise<number | undefined> => {
    const final = attempt >= options.backoff.attempts;
    const why = explain(error);
    log.error({ gate: order.gate, order: order.order, attempt, final, why }, 'the gate did not move');
    try {
      await options.append([failedEntry(order, `lever:${order.gate}`, attempt, why, final, options.clock())]);
      return final ? undefined : rest;
    } catch (unwritten) {
      // The order stays pending in the journal: try both again, the act is idempotent.
      if (signal.aborted) return undefined;
      log.error(
        { gate: order.gate, order: order.order, error: String(unwritten) },
        'the journal did not take the failure',
      );
      return rest;
    }
  };

  signal.addEventListener(
    'abort',
    () => {
      for (const timer of resting.values()) clearTimeout(timer);
      resting.clear();
    },
    { once: true },
  );
  return { act, busy: () => running.size > 0 };
}

function hasOther(orders: RespondState['orders'], gate: string, order: string): boolean {
  for (const other of orders.values()) if (other.gate === gate && other.order !== order) return true;
  return false;
}

function movedEntry(order: PendingOrder, proof: readonly string[], now: number): Entry {
  return {
    ...head(order, `lever:${order.gate}`, now),
    type: 'gate.moved',
    key: `moved:${order.order}`,
    body: {
      order: order.order,
      gate: order.gate,
      state: order.move === 'drop' ? 'down' : 'up',
      proof: proof.map(wordsOf).slice(0, 64),
    },
  };
}

function failedEntry(
  order: PendingOrder,
  actor: string,
  attempt: number,
  why: string,
  final: boolean,
  now: number,
): Entry {
  return {
    ...head(order, actor, now),
    type: 'gate.failed',
    key: `failed:${order.order}:${attempt}`,
    body: { order: order.order, gate: order.gate, attempt, why: wordsOf(why), final },
  };
}

function head(order: PendingOrder, actor: string, now: number): Pick<Entry, 'v' | 'at' | 'actor' | 'causes'> {
  return { v: 1, at: { ms: now, source: 'clock' }, actor, causes: [order.key] };
}
