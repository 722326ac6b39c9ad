import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, type Intent, intentId, parseBundle, parseIntent } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import { nearPath } from '../readEstate.ts';
import type { Shell } from '../shell.ts';
import { isLoopback } from '../isLoopback.ts';
import { printable } from '@portcullis/model/printable';

/** An intent as the server knows it. What it says of states is shown, never trusted: it is counted again here. */
export interface KnownIntent {
  readonly id: string;
  readonly intent: Intent;
  readonly state: string;
  readonly bundle: Bundle;
  /** Signatures that the server has on record as refused, with their reasons. */
  readonly refused: readonly { readonly code: string; readonly why: string }[];
  /** What was spent of the permit so far; undefined where the server does not tell. */
  readonly spent: { readonly uses: number; readonly units: string } | undefined;
}

/** The HTTP API of a running server. */
export interface Api {
  readonly url: string;
  readonly get: (path: string) => Promise<unknown>;
  readonly post: (path: string, body: unknown) => Promise<unknown>;
  /** The intent with this id, which is verified to be the digest of what came. Throws `id-mismatch`. */
  readonly intent: (id: string) => Promise<KnownIntent>;
}

const PATIENCE_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Speaks to the server at an address, with the token in PORTCULLIS_TOKEN, else the operator's of the data directory. Throws `no-token` where there is none. */
export function openApi(shell: Shell, url: string): Api {
  const given = shell.env['PORTCULLIS_TOKEN']?.trim() ?? '';
  const token = given === '' ? readToken(shell.dataDirectory) : given;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !isLoopback(hostname))
    shell.note(`The API token travels to ${hostname} in the clear: use https://, or a tunnel.`);
  const call = async (method: 'GET' | 'POST', path: string, body: unknown): Promise<unknown> => {
    const progress = shell.progress(`asking ${url}`);
    const answer = await send(url, path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.any([shell.signal, AbortSignal.timeout(PATIENCE_MS)]),
    }).finally(() => progress.end());
    const text = await answer.text();
    if (text.length > MAX_BYTES) throw badAnswer(url, path, `${text.length} characters`);
    if (!answer.ok) throw refused(path, answer.status, text);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw badAnswer(url, path, text.slice(0, 120));
    }
  };
  const get = (path: string): Promise<unknown> => call('GET', path, undefined);
  return {
    url,
    get,
    post: (path, body) => call('POST', path, body),
    intent: async (id) => checkIntent(id, await get(`/v1/intents/${encodeURIComponent(id)}`)),
  };
}

function readToken(dataDirectory: string): string {
  const file = join(dataDirectory, 'api-token');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CliFault('no-token', {
      message: 'The API token cannot be read.',
      found: `${nearPath(file)}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      expected: 'the token that the server wrote when it first started, or one in PORTCULLIS_TOKEN',
      remedy:
        'Start the server with `portcullis up`, or name its data directory with --data DIR. Without a server, work with files: --out FILE, `portcullis sign FILE`.',
      cause,
    });
  }
}

async function send(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, url), init);
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new CliFault('no-server', {
      message: 'The server does not answer.',
      found: `${url}: ${reason}`,
      expected: 'a running `portcullis up`',
      remedy:
        'Start it, or name its address with --server URL. Files work without it: --out FILE, `portcullis sign FILE`.',
      cause,
    });
  }
}

function refused(path: string, status: number, text: string): CliFault {
  const error = problemOf(text);
  if (status === 404 && path.startsWith('/v1/intents/')) {
    return new CliFault('unknown-intent', {
      message: 'The server knows no such intent.',
      found: decodeURIComponent(path.split('/')[3] ?? ''),
      expected: 'an id that `portcullis status` lists',
    });
  }
  // What the server could not do may work later; what it refuses is ours to mend.
  const code =
    status >= 500 ? 'bad-answer' : error['code'] === 'refused-signature' ? 'signature-refused' : 'server-refused';
  return new CliFault(code, {
    message: error['title'] ?? `The server refused it (${status}).`,
    found: error['found'],
    expected: error['expected'],
    remedy: error['remedy'],
  });
}

/** The texts of a problem (RFC 9457), as the server tells what it refuses. */
function problemOf(text: string): Readonly<Record<string, string | undefined>> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) {
      return Object.fromEntries(
        Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, printable(value)]] : [])),
      );
    }
  } catch {
    // Not ours: something else answers at that address.
  }
  return { title: printable(text.slice(0, 300)) };
}

function badAnswer(url: string, path: string, found: string): CliFault {
  return new CliFault('bad-answer', {
    message: 'The server answered with something else than expected.',
    found: printable(found),
    expected: `the JSON of ${path}`,
    remedy: `Is ${url} a Portcullis server of the same version?`,
  });
}

function checkIntent(id: string, value: unknown): KnownIntent {
  const body = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const intent = parseIntent(body['intent']);
  const bundle = parseBundle(body['bundle']);
  const digest = intentId(intent);
  // A server that was taken over could show one change and have another one signed.
  if (digest !== id || intentId(bundle.intent) !== id) {
    throw new CliFault('id-mismatch', {
      message: 'The server gave another intent than the one asked for.',
      found: digest === id ? intentId(bundle.intent) : digest,
      expected: id,
      remedy: 'Do not sign. Find out who changed the answer.',
    });
  }
  return {
    id,
    intent,
    state: String(body['state']),
    bundle,
    refused: refusedOf(body['tally']),
    spent: spentOf(body['spent']),
  };
}

function refusedOf(tally: unknown): KnownIntent['refused'] {
  const refused =
    typeof tally === 'object' && tally !== null && 'refused' in tally && Array.isArray(tally.refused)
      ? (tally.refused as readonly unknown[])
      : [];
  return refused.flatMap((one) =>
    typeof one === 'object' && one !== null && 'code' in one && 'why' in one
      ? [{ code: String(one.code), why: String(one.why) }]
      : [],
  );
}

function spentOf(spent: unknown): KnownIntent['spent'] {
  if (typeof spent !== 'object' || spent === null || !('uses' in spent && 'units' in spent)) return undefined;
  return { uses: Number(spent.uses), units: String(spent.units) };
}
