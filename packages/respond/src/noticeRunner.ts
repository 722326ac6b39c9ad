import { type Clock, type Entry, type Estate, type SecretRef, wordsOf } from '@portcullis/model';
import { type Backoff, backoffMs } from './backoff.ts';
import { explain } from './explain.ts';
import { noticeId, recipientName } from './notices.ts';
import { noticeMessage } from './noticeMessage.ts';
import type { Notifier } from './notifier.ts';
import type { ResponderLog } from './responderLog.ts';
import { RespondFault } from './respondFault.ts';
import type { PendingNotice, Recipient, RespondState } from './respondState.ts';
import type { Runner } from './runner.ts';

export interface NoticeRunnerOptions {
  readonly notifiers: { readonly webhook: Notifier; readonly ntfy: Notifier };
  readonly append: (entries: readonly Entry[]) => Promise<unknown>;
  readonly secret: (ref: SecretRef) => Promise<string>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: ResponderLog;
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  readonly base?: string | undefined;
  readonly state: () => RespondState;
  readonly changed: () => void;
}

/** Notices on their way at once; a storm of findings must not use up the sockets that the levers need. */
const AT_ONCE = 64;
/** Of these to one recipient; one that hangs must not take the places of the others. */
const AT_ONCE_TO_ONE = 4;

/** Delivers pending notices, all recipients at once; one that hangs keeps nobody else waiting. */
export function createNoticeRunner(options: NoticeRunnerOptions): Runner {
  const { state, signal, log } = options;
  /** Notices on their way, with whom they go to. */
  const running = new Map<string, string>();
  const resting = new Map<string, NodeJS.Timeout>();
  /** Written to the journal, and not yet come back from it. */
  const written = new Set<string>();

  const act = (): void => {
    if (signal.aborted) return;
    const { notices } = state();
    for (const id of written) if (!notices.has(id)) written.delete(id);
    const places = new Map<string, number>();
    for (const name of running.values()) places.set(name, (places.get(name) ?? 0) + 1);
    for (const notice of notices.values()) {
      if (running.size >= AT_ONCE) return;
      const name = recipientName(notice.to);
      const taken = places.get(name) ?? 0;
      if (
        taken >= AT_ONCE_TO_ONE ||
        running.has(notice.id) ||
        written.has(notice.id) ||
        resting.has(notice.id) ||
        overtakes(notice)
      )
        continue;
      places.set(name, taken + 1);
      begin(notice);
    }
  };

  /** Taking back must not arrive before what it takes back, where that is on its way already. */
  const overtakes = ({ what, to }: PendingNotice): boolean =>
    what.event === 'finding.retracted' && running.has(noticeId({ event: 'finding.raised', finding: what.finding }, to));

  const begin = (notice: PendingNotice): void => {
    running.set(notice.id, recipientName(notice.to));
    void attempt(notice).then((again) => {
      running.delete(notice.id);
      if (again === undefined && state().notices.has(notice.id)) written.add(notice.id);
      if (again !== undefined && !signal.aborted) {
        const timer = setTimeout(() => {
          resting.delete(notice.id);
          act();
          options.changed();
        }, again);
        resting.set(notice.id, timer);
      }
      act();
      options.changed();
    });
  };

  const attempt = async (notice: PendingNotice): Promise<number | undefined> => {
    const number = (state().notices.get(notice.id)?.attempts ?? notice.attempts) + 1;
    const rest = backoffMs(options.backoff, number, options.random());
    try {
      const { notifier, url, secret } = wayTo(state().estate, notice.to, options.notifiers);
      await notifier.deliver({
        url,
        secret: secret === undefined ? undefined : await options.secret(secret),
        message: noticeMessage(state(), notice, options.base),
        now: options.clock(),
        signal,
      });
    } catch (error) {
      if (signal.aborted) return undefined;
      return await record(notice, number, rest, error);
    }
    return await record(notice, number, rest, undefined);
  };

  const record = async (
    notice: PendingNotice,
    number: number,
    rest: number,
    error: unknown,
  ): Promise<number | undefined> => {
    const final =
      number >= options.backoff.attempts || (error instanceof RespondFault && error.code === 'no-recipient');
    const common = {
      v: 1,
      at: { ms: options.clock(), source: 'clock' },
      actor: 'server',
      causes: [notice.key],
    } as const;
    const body = { notice: notice.id, to: notice.to.id, attempt: number };
    const entry: Entry =
      error === undefined
        ? { ...common, type: 'notice.delivered', key: `delivered:${notice.id}`, body }
        : {
            ...common,
            type: 'notice.failed',
            key: `undelivered:${notice.id}:${number}`,
            body: { ...body, why: wordsOf(explain(error)), final },
          };
    if (error !== undefined)
      log.warn({ notice: notice.id, attempt: number, final, why: explain(error) }, 'the notice was not accepted');
    try {
      await options.append([entry]);
      return error === undefined || final ? undefined : rest;
    } catch (unwritten) {
      // Delivered twice rather than never: it stays pending until the journal takes the entry.
      if (signal.aborted) return undefined;
      log.error({ notice: notice.id, error: String(unwritten) }, 'the journal did not take the fate of a notice');
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

/** How the estate in force reaches a recipient. Throws `no-recipient`. */
function wayTo(
  estate: Estate | undefined,
  to: Recipient,
  notifiers: NoticeRunnerOptions['notifiers'],
): { readonly notifier: Notifier; readonly url: string; readonly secret: SecretRef | undefined } {
  if (to.is === 'integrator') {
    const integrator = estate?.integrators.find(({ id }) => id === to.id);
    if (integrator !== undefined)
      return { notifier: notifiers.webhook, url: integrator.webhook, secret: integrator.secret };
  } else {
    const reach = estate?.custodians.find(({ id }) => id === to.id)?.reach[to.reach];
    if (reach !== undefined && 'ntfy' in reach) return { notifier: notifiers.ntfy, url: reach.ntfy, secret: undefined };
    if (reach !== undefined) return { notifier: notifiers.webhook, url: reach.webhook, secret: reach.secret };
  }
  throw new RespondFault('no-recipient', {
    message: 'This recipient can no longer be reached by the estate in force.',
    found: to.is === 'custodian' ? `custodian ${to.id}, reach number ${to.reach + 1}` : `integrator ${to.id}`,
    expected: 'a custodian with that reach, or an integrator, of that name',
    remedy: 'It was taken out of the estate; tell them yourself if they must know.',
  });
}
