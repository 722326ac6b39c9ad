import type { Clock, Entry, Millis, Recorded, SecretRef } from '@portcullis/model';
import { type Authority, findingAuthority } from './authority.ts';
import { GATE_BACKOFF, NOTICE_BACKOFF, type Backoff } from './backoff.ts';
import { explain } from './explain.ts';
import { createGateRunner } from './gateRunner.ts';
import type { Lever } from './lever.ts';
import { createNoticeRunner } from './noticeRunner.ts';
import type { Notifier } from './notifier.ts';
import type { ResponderLog } from './responderLog.ts';
import { respondFold } from './respondFold.ts';
import type { PendingOrder, RespondState } from './respondState.ts';

export interface ResponderOptions {
  /** The fold of the caller, where it keeps one; without it the responder folds what `onRecorded` brings. */
  readonly state?: (() => RespondState) | undefined;
  /** The lever of a gate in the estate in force. */
  readonly lever: (gate: string) => Lever | undefined;
  /** Every lever, to be made ready again and again. */
  readonly levers: () => Iterable<readonly [gate: string, lever: Lever]>;
  readonly notifiers: { readonly webhook: Notifier; readonly ntfy: Notifier };
  /** Appends to the journal; resolves when durable. What was appended must come back through `onRecorded`. */
  readonly append: (entries: readonly Entry[]) => Promise<unknown>;
  /** Whether the permit of an order that people gave stands now. Orders of findings are judged here. */
  readonly authorise: (order: PendingOrder) => Promise<Authority>;
  readonly secret: (ref: SecretRef) => Promise<string>;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly log: ResponderLog;
  /** Stops everything: no new attempt is begun, running ones end at their next wait, nothing is lost. */
  readonly signal: AbortSignal;
  /** Address of the API as receivers of notices reach it, without a slash at the end. */
  readonly base?: string | undefined;
  readonly gateBackoff?: Backoff | undefined;
  readonly noticeBackoff?: Backoff | undefined;
  /** Milliseconds between two preparations of the levers. */
  readonly prepareEvery?: Millis | undefined;
}

/** Carries out what the journal orders and tells whom the playbooks name, at least once, over restarts. */
export interface Responder {
  /** The state folded so far, for `planResponse` and for answers. */
  state(): RespondState;
  /** Takes entries in the journal's order, from the first. After `start`, acts on what they order before it returns to its caller's next step. */
  onRecorded(recorded: readonly Recorded[]): void;
  /** Begins to act, first on what is pending. To be called once, when the whole journal has been folded. */
  start(): void;
  /** Resolves when nothing is pending or under way any more, or when stopped. */
  idle(): Promise<void>;
}

export function createResponder(options: ResponderOptions): Responder {
  const { signal, log } = options;
  let state = respondFold.init();
  let started = false;
  let waiting: (() => void)[] = [];
  const current = options.state ?? ((): RespondState => state);

  const authorise = (order: PendingOrder): Authority | Promise<Authority> =>
    'finding' in order.by ? findingAuthority(current(), order) : options.authorise(order);
  const settle = (): void => {
    if (!signal.aborted && (current().orders.size > 0 || current().notices.size > 0 || gates.busy() || notices.busy()))
      return;
    if (signal.aborted && (gates.busy() || notices.busy())) return;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  };
  const gates = createGateRunner({
    ...options,
    backoff: options.gateBackoff ?? GATE_BACKOFF,
    state: current,
    authorise,
    changed: settle,
  });
  const notices = createNoticeRunner({
    ...options,
    backoff: options.noticeBackoff ?? NOTICE_BACKOFF,
    state: current,
    changed: settle,
  });

  const act = (): void => {
    if (!started || signal.aborted) return;
    // Gates first: every order is with its lever before the first message is written.
    gates.act();
    setImmediate(() => {
      notices.act();
      settle();
    });
  };

  /** The last trouble of each lever, to tell of it once and not every few seconds. */
  const troubles = new Map<string, string>();
  const prepareAll = async (): Promise<void> => {
    await Promise.all(
      [...options.levers()].map(async ([gate, lever]) => {
        try {
          await lever.prepare(signal);
          if (troubles.delete(gate)) log.info({ gate }, 'the lever is ready again');
        } catch (error) {
          const why = explain(error);
          if (!signal.aborted && troubles.get(gate) !== why)
            log.warn({ gate, why }, 'the lever could not make ready; it tries again, and when it must');
          troubles.set(gate, why);
        }
      }),
    );
  };

  const keepReady = (): void => {
    if (signal.aborted) return;
    void prepareAll().then(() => {
      if (signal.aborted) return;
      const timer = setTimeout(keepReady, options.prepareEvery ?? 3_000);
      timer.unref();
    });
  };
  signal.addEventListener('abort', settle, { once: true });

  return {
    state: current,
    onRecorded: (recorded) => {
      if (options.state === undefined) for (const one of recorded) state = respondFold.step(state, one);
      if (recorded.some(({ entry }) => entry.type !== 'effect.observed' && entry.type !== 'sensor.covered')) act();
    },
    start: () => {
      started = true;
      act();
      keepReady();
    },
    idle: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        setImmediate(settle);
      }),
  };
}
