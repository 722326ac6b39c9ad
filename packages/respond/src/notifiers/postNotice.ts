import { RespondFault } from '../respondFault.ts';

/** Longest wait for the other side to accept, in milliseconds. */
export const NOTICE_TIMEOUT = 10_000;

/**
 * Posts one message. Accepted is a status of 2xx, and nothing else: a redirect is not
 * followed, since it would carry the message, and the trust in it, to an address that no
 * estate names. The body of the answer is not read, however large. Throws `RespondFault`.
 */
export async function postNotice(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<void> {
  const limit = AbortSignal.timeout(options.timeout);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([options.signal, limit]),
    });
  } catch (error) {
    if (limit.aborted && !options.signal.aborted) {
      throw new RespondFault('notice-timeout', {
        message: `${hostOf(url)} did not answer within ${options.timeout} ms.`,
        expected: 'a status of 2xx',
        cause: error,
      });
    }
    throw new RespondFault('notice-unreachable', {
      message: `${hostOf(url)} could not be reached.`,
      found: reasonOf(error),
      expected: 'a status of 2xx',
      remedy: 'Check the address in the estate, and that its host runs.',
      cause: error,
    });
  }
  // An answer without end must not hold the socket.
  await response.body?.cancel().catch(() => undefined);
  if (response.status >= 300 && response.status < 400) {
    throw new RespondFault('notice-redirected', {
      message: `${hostOf(url)} points elsewhere, and redirects are not followed.`,
      found: `status ${response.status}`,
      expected: 'a status of 2xx',
      remedy: 'Write the address that it points to into the estate.',
    });
  }
  if (!response.ok) {
    throw new RespondFault('notice-refused', {
      message: `${hostOf(url)} did not accept the notice.`,
      found: `status ${response.status}`,
      expected: 'a status of 2xx',
    });
  }
}

/** The part of an address that may be logged: a path or a query often holds a secret. */
function hostOf(url: string): string {
  return new URL(url).host;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
