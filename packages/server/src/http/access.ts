import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem.ts';

/** What a bearer token may do. `operate` includes all the others. */
export type Scope = 'gates' | 'read' | 'operate';

/** A token as it is kept in memory: only its hash, so that a memory dump of ours tells none. */
export interface Grant {
  readonly who: string;
  readonly tokenHash: Buffer;
  readonly may: readonly Scope[];
}

/** A grant for a token. */
export function grantOf(who: string, token: string, may: readonly Scope[]): Grant {
  return { who, tokenHash: hashOf(token), may };
}

/** Denies every request whose bearer token does not grant the scope that `scopeOf` names; `undefined` there means open to all. */
export function access(
  grants: () => readonly Grant[],
  scopeOf: (method: string, path: string) => Scope | undefined,
): MiddlewareHandler {
  return async (context, next) => {
    const needed = scopeOf(context.req.method, context.req.path);
    if (needed !== undefined) {
      const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(context.req.header('authorization') ?? '')?.[1];
      if (token === undefined) {
        context.header('www-authenticate', 'Bearer');
        return problem(context, 401, 'no-token', 'This needs a token.', {
          expected: 'the header "authorization: Bearer TOKEN"',
          remedy:
            'The operator\'s token is in the data directory, in the file api-token; programs have their own, declared under "clients" in the estate file.',
        });
      }
      const hash = hashOf(token);
      // Every grant is compared, in constant time, so that timing tells nothing about which one came near.
      const granted = grants().filter((grant) => timingSafeEqual(grant.tokenHash, hash));
      if (granted.length === 0) return problem(context, 401, 'bad-token', 'Nobody here has this token.');
      if (
        !granted.some(
          ({ may }) => may.includes(needed) || may.includes('operate') || (needed === 'gates' && may.includes('read')),
        )
      ) {
        return problem(context, 403, 'not-allowed', 'This token may not do that.', {
          found: `it may: ${granted.flatMap(({ may }) => may).join(', ')}`,
          expected: needed,
        });
      }
    }
    await next();
    return undefined;
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
