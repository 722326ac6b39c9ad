import { EvmFault } from '../evmFault.ts';
import { badResponse, batchText, readAnswers } from './readAnswers.ts';
import { redactUrl } from './redactUrl.ts';
import type { Link, RpcCall, RpcLimits } from './rpcCall.ts';

/** A link over HTTP: one POST per batch. The node cannot push over it, so heads are polled. */
export function httpLink(url: string, limits: RpcLimits): Link {
  const label = redactUrl(url);
  const { address, headers } = requestOf(url);
  const closing = new AbortController();
  const downs: (() => void)[] = [];
  let next = 1;

  async function exchange(calls: readonly RpcCall[]) {
    const first = next;
    next += calls.length;
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(limits.timeoutMs)]);
    let text: string;
    try {
      // A redirect could lead the request, and the key in its headers, to another host.
      const response = await fetch(address, {
        method: 'POST',
        headers,
        body: batchText(calls, first),
        signal,
        redirect: 'error',
      });
      text = await readLimited(response, limits.maxResponseBytes);
      if (!response.ok && !text.startsWith('[') && !text.startsWith('{'))
        throw badResponse(`HTTP status ${response.status}`);
    } catch (error) {
      throw faultOf(error, label, limits, closing.signal.aborted);
    }
    return readAnswers(parse(text), first, calls.length);
  }

  return {
    label,
    pushes: false,
    batch: (calls) => (calls.length === 0 ? Promise.resolve([]) : exchange(calls)),
    onHead: () => undefined,
    onDown: (listener) => void downs.push(listener),
    close: () => {
      if (closing.signal.aborted) return;
      closing.abort();
      for (const down of downs) down();
    },
  };
}

/** `fetch` refuses addresses with a user and password in them: they travel as a header. */
function requestOf(url: string): { address: string; headers: Record<string, string> } {
  const parsed = new URL(url);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (parsed.username !== '' || parsed.password !== '') {
    const pair = `${decodeURIComponent(parsed.username)}:${decodeURIComponent(parsed.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
    parsed.username = '';
    parsed.password = '';
  }
  return { address: parsed.href, headers };
}

/** Reads a body but gives up, without holding it, once it is larger than it may be. */
async function readLimited(response: Response, limit: number): Promise<string> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > limit) {
    await response.body?.cancel();
    throw tooLarge(limit);
  }
  if (response.body === null) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badResponse(`text that is not JSON, beginning ${JSON.stringify(text.slice(0, 40))}`, cause);
  }
}

/** The fault of an answer beyond the limit. */
export function tooLarge(limit: number): EvmFault {
  return new EvmFault('too-large', {
    message: 'The node sent an answer larger than is read.',
    expected: `at most ${limit} bytes`,
    remedy: 'Watch fewer contracts on this chain in one estate, or use a node that honours log filters.',
  });
}

function faultOf(error: unknown, label: string, limits: RpcLimits, closed: boolean): EvmFault {
  if (error instanceof EvmFault) return error;
  if (!closed && error instanceof Error && error.name === 'TimeoutError') {
    return new EvmFault('timeout', { message: `${label} did not answer within ${limits.timeoutMs} ms.` });
  }
  // The cause is reduced to its code: its text may hold the address with its key.
  const code =
    error instanceof Error && error.cause instanceof Error && 'code' in error.cause
      ? String(error.cause.code)
      : undefined;
  return new EvmFault('disconnected', { message: `${label} cannot be reached.`, found: code });
}
