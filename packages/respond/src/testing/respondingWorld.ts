import type { Entry, EntryBody } from '@portcullis/model';
import type { Authority } from '../authority.ts';
import { createResponder, type Responder, type ResponderOptions } from '../createResponder.ts';
import type { Lever } from '../lever.ts';
import { createNtfyNotifier } from '../notifiers/ntfy/ntfyNotifier.ts';
import { createWebhookNotifier } from '../notifiers/webhook/webhookNotifier.ts';
import type { PendingOrder } from '../respondState.ts';
import type { FileJournal } from './fileJournal.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const BACKOFF = { first: 4, most: 20, attempts: 4 };

export interface Responding {
  readonly responder: Responder;
  /** Appends entries of these bodies, keyed as the server keys them. */
  put(...bodies: readonly EntryBody[]): Promise<void>;
  stop(): Promise<void>;
}

/** A responder over a journal, as the server puts them together; retries come quickly. `late`: milliseconds until it sees what was appended. */
export function respondTo(
  journal: FileJournal,
  levers: ReadonlyMap<string, Lever>,
  changes: Partial<ResponderOptions> & {
    readonly permit?: (order: PendingOrder) => Authority;
    readonly late?: number;
  } = {},
): Responding {
  const stop = new AbortController();
  const responder = createResponder({
    lever: (gate) => levers.get(gate),
    levers: () => levers,
    notifiers: { webhook: createWebhookNotifier(), ntfy: createNtfyNotifier() },
    append: (entries) => journal.append(entries),
    authorise: (order) => Promise.resolve(changes.permit?.(order) ?? { ok: false, why: 'no permit' }),
    secret: () => Promise.resolve('a shared secret'),
    clock: () => Date.now(),
    random: Math.random,
    log: QUIET,
    signal: stop.signal,
    base: 'https://portcullis.example',
    gateBackoff: BACKOFF,
    noticeBackoff: BACKOFF,
    ...changes,
  });
  responder.onRecorded(journal.all());
  const { late } = changes;
  journal.follow((recorded) => {
    if (late === undefined) responder.onRecorded(recorded);
    else setTimeout(() => responder.onRecorded(recorded), late);
  });
  responder.start();
  return {
    responder,
    put: (...bodies) => journal.append(bodies.map(entryOf)),
    stop: () => {
      stop.abort();
      return responder.idle();
    },
  };
}

function entryOf(body: EntryBody): Entry {
  const key = keyOf(body);
  return { v: 1, at: { ms: Date.now(), source: 'clock' }, actor: 'server', causes: [], key, ...body } as Entry;
}

function keyOf(body: EntryBody): string {
  switch (body.type) {
    case 'estate.adopted':
      return body.body.digest;
    case 'finding.raised':
      return body.body.finding.id;
    case 'finding.retracted':
      return `retracted:${body.body.finding}`;
    case 'gate.ordered':
      return body.body.order;
    default:
      return JSON.stringify(body);
  }
}
