import type { ChainId, Clock } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import type { Log } from '../log.ts';
import { coalesce } from './coalesce.ts';
import { openLink } from './openLink.ts';
import { badResponse } from './readAnswers.ts';
import { redactUrl } from './redactUrl.ts';
import type { Link, RpcAnswer, RpcCall, RpcLimits } from './rpcCall.ts';

export interface EvmClientOptions {
  readonly chain: ChainId;
  /** In order of preference. */
  readonly endpoints: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<RpcLimits> | undefined;
  /** False for a client that has no use for heads: a push just before an answer can hold the answer back on the wire. Default true. */
  readonly heads?: boolean | undefined;
  /** Told of calls as soon as their message was handed to the connection. */
  readonly onSent?: ((calls: readonly RpcCall[]) => void) | undefined;
}

/** A chain by way of its endpoints: the first that works is used, the preferred one again as soon as it is back. */
export interface EvmClient {
  /** Sends calls as one message over the endpoint in use. Throws an `EvmFault` when no answer came. */
  batch(calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]>;
  /** One call; the node's own error is thrown as `rpc-error`. */
  call(method: string, params: readonly unknown[]): Promise<unknown>;
  /** Called with each header that a node pushes. */
  onHead(listener: (header: unknown) => void): void;
  /** Tells the endpoint in use, without secrets; `undefined` while there is none. */
  endpoint(): string | undefined;
  /** True when the endpoint in use pushes new heads. */
  pushes(): boolean;
  /** Gives up the endpoint in use after an answer that shows it unfit, and takes the next. */
  discard(fault: EvmFault): void;
  close(): void;
}

const LIMITS: RpcLimits = { timeoutMs: 2_000, maxResponseBytes: 32 * 1024 * 1024 };
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

interface Slot {
  readonly url: string;
  readonly label: string;
  link: Link | undefined;
  opening: Promise<Link> | undefined;
  failures: number;
  retryAt: number;
}

/**
 * Connects to a chain. Every endpoint is asked for its chain id now and whenever it is
 * connected again; one that serves another chain is refused with `wrong-chain`. Endpoints
 * that cannot be reached now are tried again later, with growing pauses.
 */
export async function connectEvm(options: EvmClientOptions): Promise<EvmClient> {
  const limits = { ...LIMITS, ...options.limits };
  const slots = options.endpoints.map((url): Slot => ({
    url,
    label: redactUrl(url),
    link: undefined,
    opening: undefined,
    failures: 0,
    retryAt: 0,
  }));
  const listeners: ((header: unknown) => void)[] = [];
  let closed = false;
  let used: Slot | undefined;

  function failed(slot: Slot, fault: unknown): void {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(slot.failures, 10), LONGEST_PAUSE_MS);
    slot.failures += 1;
    slot.retryAt = options.clock() + pause;
    if (!closed)
      options.log.warn(
        { endpoint: slot.label, code: fault instanceof EvmFault ? fault.code : 'unknown', retryInMs: pause },
        'chain endpoint failed',
      );
  }

  function open(slot: Slot): Promise<Link> {
    if (slot.link !== undefined) return Promise.resolve(slot.link);
    slot.opening ??= openLink(slot.url, options.chain, limits)
      .then(async (link) => {
        if (closed) throw shut(link);
        await adopt(slot, link);
        return link;
      })
      .catch((error: unknown) => {
        failed(slot, error);
        throw error;
      })
      .finally(() => {
        slot.opening = undefined;
      });
    return slot.opening;
  }

  async function adopt(slot: Slot, link: Link): Promise<void> {
    link.onDown(() => {
      if (slot.link !== link) return;
      slot.link = undefined;
      failed(slot, new EvmFault('disconnected', { message: `The connection to ${slot.label} was lost.` }));
    });
    if (link.pushes && options.heads !== false) {
      link.onHead((header) => {
        if (used === slot) for (const listener of listeners) listener(header);
      });
      const [answer] = await link.batch([{ method: 'eth_subscribe', params: ['newHeads'] }]);
      if (answer?.ok !== true)
        options.log.warn({ endpoint: slot.label }, 'the node does not push heads: they are polled');
    }
    slot.link = link;
    slot.failures = 0;
    slot.retryAt = 0;
  }

  /** The most preferred endpoint that works; those whose pause is not over are passed by. */
  async function choose(): Promise<Slot & { link: Link }> {
    let last: unknown;
    for (const slot of slots) {
      if (closed) break;
      if (slot.link === undefined && slot.retryAt > options.clock()) continue;
      // A better endpoint that is coming back is connected beside the traffic, not in its way.
      if (slot.link === undefined && used?.link !== undefined && used !== slot) {
        void open(slot).catch(() => undefined);
        continue;
      }
      try {
        const link = await open(slot);
        if (used !== slot) options.log.info({ endpoint: slot.label }, 'chain endpoint in use');
        used = slot;
        return Object.assign(slot, { link });
      } catch (error) {
        last = error;
      }
    }
    if (closed) throw new EvmFault('stopped', { message: 'The chain client was closed.' });
    if (last instanceof EvmFault && slots.length === 1) throw last;
    throw new EvmFault('disconnected', {
      message: `None of the ${slots.length} endpoints of ${options.chain} can be used.`,
      found: slots.map((slot) => slot.label).join(', '),
      remedy: 'Check that a node runs there and that this machine reaches it.',
      cause: last,
    });
  }

  function discard(slot: Slot, fault: unknown): void {
    const { link } = slot;
    if (link === undefined) return;
    slot.link = undefined;
    failed(slot, fault);
    link.close();
  }

  async function send(calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]> {
    const slot = await choose();
    const { link } = slot;
    try {
      const answers = link.batch(calls);
      options.onSent?.(calls);
      return await answers;
    } catch (error) {
      if (slot.link === link) discard(slot, error);
      throw error;
    }
  }

  const batch = coalesce(send);
  const client: EvmClient = {
    batch,
    async call(method, params) {
      const [answer] = await batch([{ method, params }]);
      if (answer === undefined) throw badResponse('no answer');
      if (!answer.ok)
        throw new EvmFault('rpc-error', {
          message: `The node refused ${method}.`,
          found: `${answer.code}: ${answer.message}`,
        });
      return answer.result;
    },
    onHead: (listener) => void listeners.push(listener),
    endpoint: () => (used?.link === undefined ? undefined : used.label),
    pushes: () => used?.link?.pushes === true,
    discard: (fault) => {
      if (used !== undefined) discard(used, fault);
    },
    close() {
      closed = true;
      for (const slot of slots) slot.link?.close();
    },
  };

  // All are asked at once: an endpoint of another chain must be known now, not on the day it is needed.
  const opened = await Promise.allSettled(slots.map(open));
  const wrong = opened.find(
    (result) => result.status === 'rejected' && result.reason instanceof EvmFault && result.reason.kind === 'operator',
  );
  if (wrong?.status === 'rejected') {
    client.close();
    throw wrong.reason;
  }
  return client;
}

function shut(link: Link): EvmFault {
  link.close();
  return new EvmFault('stopped', { message: 'The chain client was closed.' });
}
