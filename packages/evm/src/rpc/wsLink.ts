import { WebSocket } from 'ws';
import { EvmFault } from '../evmFault.ts';
import { tooLarge } from './httpLink.ts';
import { badResponse, batchText, readAnswers } from './readAnswers.ts';
import { redactUrl } from './redactUrl.ts';
import type { Link, RpcAnswer, RpcCall, RpcLimits } from './rpcCall.ts';

interface Waiting {
  readonly count: number;
  readonly resolve: (answers: readonly RpcAnswer[]) => void;
  readonly reject: (fault: EvmFault) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A link over WebSocket: batches of any number in flight, and new heads pushed by the node
 * (`eth_subscribe`). A timeout, an oversized or a malformed message breaks the link, because
 * what follows on it can no longer be matched to what was asked.
 */
export async function wsLink(url: string, limits: RpcLimits): Promise<Link> {
  const label = redactUrl(url);
  const socket = await open(url, label, limits);
  const waiting = new Map<number, Waiting>();
  const heads: ((header: unknown) => void)[] = [];
  const downs: (() => void)[] = [];
  let next = 1;
  let down: EvmFault | undefined;

  function breakDown(fault: EvmFault): void {
    if (down !== undefined) return;
    down = fault;
    for (const wait of waiting.values()) {
      clearTimeout(wait.timer);
      wait.reject(fault);
    }
    waiting.clear();
    socket.terminate();
    for (const listener of downs) listener();
  }

  function receive(text: string): void {
    const value: unknown = JSON.parse(text);
    const first = firstIdOf(value);
    if (first === undefined) {
      const header = pushedHeader(value);
      if (header !== undefined) for (const listener of heads) listener(header);
      return;
    }
    for (const [start, wait] of waiting) {
      if (first < start || first >= start + wait.count) continue;
      const answers = readAnswers(value, start, wait.count);
      waiting.delete(start);
      clearTimeout(wait.timer);
      wait.resolve(answers);
      return;
    }
    throw badResponse(`an answer to a call that was not made (id ${first})`);
  }

  socket.on('message', (data: Buffer) => {
    try {
      receive(data.toString('utf8'));
    } catch (error) {
      breakDown(error instanceof EvmFault ? error : badResponse('a message that is not JSON', error));
    }
  });
  socket.on('error', (error) =>
    breakDown(
      'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
        ? tooLarge(limits.maxResponseBytes)
        : gone(label),
    ),
  );
  socket.on('close', () => breakDown(gone(label)));

  function batch(calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]> {
    if (down !== undefined) return Promise.reject(down);
    if (calls.length === 0) return Promise.resolve([]);
    const first = next;
    next += calls.length;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        breakDown(new EvmFault('timeout', { message: `${label} did not answer within ${limits.timeoutMs} ms.` }));
      }, limits.timeoutMs);
      waiting.set(first, { count: calls.length, resolve, reject, timer });
      socket.send(batchText(calls, first));
    });
  }

  return {
    label,
    pushes: true,
    batch,
    onHead: (listener) => void heads.push(listener),
    onDown: (listener) => void downs.push(listener),
    close: () => breakDown(new EvmFault('stopped', { message: `The connection to ${label} was closed.` })),
  };
}

function open(url: string, label: string, limits: RpcLimits): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, {
      maxPayload: limits.maxResponseBytes,
      handshakeTimeout: limits.timeoutMs,
      perMessageDeflate: false,
      followRedirects: false,
    });
    socket.once('open', () => resolve(socket));
    socket.once('error', (error) => {
      socket.terminate();
      const found = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
      reject(new EvmFault('disconnected', { message: `${label} cannot be reached.`, found }));
    });
  });
}

function gone(label: string): EvmFault {
  return new EvmFault('disconnected', { message: `The connection to ${label} was lost.` });
}

/** The lowest id of an answer, by which it is matched; `undefined` for a pushed message. */
function firstIdOf(value: unknown): number | undefined {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const item = items[0];
  if (typeof item !== 'object' || item === null || !('id' in item)) return undefined;
  return typeof item.id === 'number' ? item.id : undefined;
}

function pushedHeader(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('method' in value) || value.method !== 'eth_subscription')
    return undefined;
  const { params } = value as { params?: unknown };
  return typeof params === 'object' && params !== null && 'result' in params ? params.result : undefined;
}
