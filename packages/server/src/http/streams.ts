import { canonicalJson, type Recorded } from '@portcullis/model';
import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { Api } from './api.ts';

/** A comment now and then keeps proxies from closing a quiet stream, and shows a dead client. */
const HEARTBEAT_MS = 15_000;
/** A client this far behind is cut off; it comes back with Last-Event-ID and loses nothing. */
const MAX_WAITING = 10_000;

/**
 * `GET /v1/events`: journal entries as server-sent events, `id` being the index. With
 * `Last-Event-ID` (or `?from=`) everything since is replayed first; without, it begins now.
 */
export function entryStream(context: Context, api: Api): Response {
  const last = context.req.header('last-event-id') ?? '';
  const asked = context.req.query('from') ?? '';
  const from = /^\d{1,15}$/.test(last)
    ? Number(last) + 1
    : /^\d{1,15}$/.test(asked)
      ? Number(asked)
      : api.journal.size();
  return streamSSE(context, async (stream) => {
    const queue = createQueue(stream, (listener) => api.subscribe(listener));
    let next = from;
    const write = async (recorded: Recorded): Promise<void> => {
      if (recorded.index < next) return;
      next = recorded.index + 1;
      await stream.writeSSE({
        id: String(recorded.index),
        event: recorded.entry.type,
        data: canonicalJson(recorded.entry),
      });
    };
    try {
      for await (const recorded of api.journal.read(from, api.journal.size())) {
        if (stream.aborted) return;
        await write(recorded);
      }
      for await (const recorded of queue.entries) await write(recorded);
    } finally {
      queue.stop();
    }
  });
}

/** `GET /v1/gates/{id}/events`: a signed answer now, after every entry about the gate, and at each heartbeat. */
export function gateStream(context: Context, api: Api, gate: string): Response {
  api.gateAnswer(gate, undefined);
  return streamSSE(context, async (stream) => {
    const answer = async (): Promise<void> =>
      stream.writeSSE({ event: 'answer', data: api.gateAnswer(gate, undefined) });
    const queue = createQueue(stream, (listener) => api.subscribe(listener), answer);
    try {
      await answer();
      for await (const { entry } of queue.entries) {
        if ((entry.type === 'gate.ordered' || entry.type === 'gate.moved') && entry.body.gate === gate) await answer();
      }
    } finally {
      queue.stop();
    }
  });
}

/**
 * Entries as they are committed from this call on, until the client goes or `stop` is called;
 * ends the stream of a client that does not keep up.
 */
function createQueue(
  stream: SSEStreamingApi,
  subscribe: Api['subscribe'],
  heartbeat?: () => Promise<void>,
): { readonly entries: AsyncGenerator<Recorded>; stop(): void } {
  const waiting: Recorded[] = [];
  let wake: (() => void) | undefined;
  const stop = subscribe((recorded) => {
    // Counted here, because a client that reads nothing keeps the loop below in its write for ever.
    if (waiting.length > MAX_WAITING) {
      waiting.length = 0;
      stop();
      stream.abort();
      return;
    }
    waiting.push(...recorded);
    // In a turn of its own: levers act on the same news, and they go first.
    setImmediate(() => wake?.());
  });
  stream.onAbort(() => {
    stop();
    wake?.();
  });

  /** Waits for an entry or for the time of a heartbeat; tells which. */
  const idle = async (): Promise<'woken' | 'beat'> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve('beat'), HEARTBEAT_MS);
      wake = () => {
        clearTimeout(timer);
        resolve('woken');
      };
    });

  async function* drain(): AsyncGenerator<Recorded> {
    while (!stream.aborted) {
      const one = waiting.shift();
      if (one !== undefined) yield one;
      else if ((await idle()) === 'beat') await (heartbeat?.() ?? stream.write(': still here\n\n'));
    }
  }
  return { entries: drain(), stop };
}
