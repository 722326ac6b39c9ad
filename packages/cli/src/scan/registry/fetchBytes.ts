import { isLoopback } from '../../isLoopback.ts';
import { CliFault } from '../../cliFault.ts';
import type { RegistryAccess } from './registryAccess.ts';

export interface FetchOptions {
  readonly access: RegistryAccess;
  readonly accept: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Where it came from in the end. */
  readonly url: string;
}

const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 60_000;

/**
 * Fetches one resource of a registry: at most `maxBytes`, at most five redirects, over https, or plain http to
 * this machine or to an origin that the client's configuration names so. Credentials go to the registry's own origin
 * only. Throws `registry-unreachable`, `registry-refused`, `unknown-package`.
 */
export async function fetchBytes(start: string, options: FetchOptions): Promise<Fetched> {
  const { access, accept, maxBytes, signal } = options;
  const home = new URL(access.url).origin;
  let url = allowedUrl(start, home);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await ask(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        accept,
        ...(access.authorization !== undefined && url.origin === home ? { authorization: access.authorization } : {}),
      },
    });
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      url = allowedUrl(new URL(next, url).href, home);
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw refused(url, response.status);
    }
    return {
      bytes: await limited(response, url, maxBytes),
      type: response.headers.get('content-type') ?? '',
      url: url.href,
    };
  }
  throw new CliFault('registry-refused', {
    message: 'The registry sends us in circles.',
    found: `more than ${MOST_REDIRECTS} redirects from ${shown(new URL(start))}`,
    expected: 'a package',
  });
}

function allowedUrl(text: string, home: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed =
    url !== undefined &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && (isLoopback(url.hostname) || url.origin === home)));
  if (isAllowed) return url;
  throw new CliFault('registry-refused', {
    message: 'The registry leads to an address that is not fetched.',
    found: url === undefined ? text.slice(0, 200) : shown(url),
    expected: 'https, or plain http to this machine or to the registry that your own configuration names',
    remedy: 'Fetch the file with your own client and scan the file.',
  });
}

async function ask(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

async function limited(response: Response, url: URL, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unreachable(url, cause);
  }
  if (size <= maxBytes) return Buffer.concat(chunks);
  throw new CliFault('registry-refused', {
    message: 'The registry sends more than is read.',
    found: `more than ${maxBytes} bytes from ${shown(url)}`,
    expected: `at most ${maxBytes} bytes`,
  });
}

function refused(url: URL, status: number): CliFault {
  if (status === 404 || status === 410)
    return new CliFault('unknown-package', {
      message: 'The registry does not have this package.',
      found: `${status} from ${shown(url)}`,
      expected: 'a package that it has',
      remedy: 'Check name and version, and which registry your npm or pip is configured for.',
    });
  const isTheirs = status >= 500 || status === 429;
  return new CliFault(isTheirs ? 'registry-unreachable' : 'registry-refused', {
    message: isTheirs ? 'The registry cannot answer now.' : 'The registry refuses.',
    found: `${status} from ${shown(url)}`,
    expected: 'the package',
    remedy: isTheirs ? 'Try again.' : 'Check the credentials that your npm or pip uses.',
  });
}

function unreachable(url: URL, cause: unknown): CliFault {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return new CliFault('registry-unreachable', {
    message: 'The registry does not answer.',
    found: `${shown(url)}: ${(inner as NodeJS.ErrnoException).code ?? (inner instanceof Error ? inner.message : String(inner))}`,
    expected: 'an answer',
    remedy: 'Check the network, or scan a file that you have.',
    cause,
  });
}

/** Without credentials and query, which may hold tokens. */
function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
