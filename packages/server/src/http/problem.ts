import { Fault } from '@portcullis/model';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';

/** The body of every refusal (RFC 9457), with what was found, what was expected, what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly remedy?: string | undefined;
}

const STATUS: Readonly<Record<string, ContentfulStatusCode>> = {
  'unknown-intent': 404,
  'unknown-gate': 404,
  'no-such-entry': 404,
  'refused-intent': 422,
  'refused-signature': 422,
  'refused-estate': 422,
  'journal-failed': 503,
  'judging-failed': 503,
};

/** A problem answer. */
export function problem(
  context: Context,
  status: ContentfulStatusCode,
  code: string,
  title: string,
  about: Partial<Problem> = {},
): Response {
  const body: Problem = { type: `urn:portcullis:problem:${code}`, title, status, code, ...about };
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

/** Turns what a handler threw into a problem; what is not a fault of ours is logged and told as 500 without its text. */
export function problemOf(error: unknown, context: Context, log: Logger): Response {
  if (error instanceof HTTPException) return problem(context, error.status, 'http', error.message);
  if (error instanceof Fault) {
    const { found, expected, remedy } = error;
    return problem(context, STATUS[error.code] ?? 422, error.code, error.message, { found, expected, remedy });
  }
  log.error({ err: error, path: context.req.path }, 'a request failed on a bug');
  return problem(context, 500, 'bug', 'This request failed on a bug of ours; the log has it.');
}
