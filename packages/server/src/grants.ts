import type { Client, Estate, SecretRef } from '@portcullis/model';
import type { Logger } from 'pino';
import type { Committer } from './commit.ts';
import { type Grant, grantOf } from './http/access.ts';
import type { World } from './world.ts';

/** Who may ask the API: the operator, and the clients of the estate in force. */
export interface Grants {
  current(): readonly Grant[];
  /** Reads every client's token. Throws where one cannot be read. */
  load(estate: Estate): Promise<void>;
}

/**
 * Follows the estate: a client that another estate no longer names, or names otherwise, loses
 * its access with that estate's entry; a new one gets it when its token was read. A token that
 * cannot be read then is told in the log, and its client waits outside.
 */
export function createGrants(options: {
  readonly token: string;
  readonly secret: (ref: SecretRef) => Promise<string>;
  readonly world: World;
  readonly committer: Committer;
  readonly log: Logger;
}): Grants {
  const { secret, world, log } = options;
  const operator = grantOf('operator', options.token, ['operate']);
  let clients = new Map<string, Grant>();
  let of = '';

  const read = async (client: Client): Promise<readonly [string, Grant]> => [
    JSON.stringify(client),
    grantOf(client.id, await secret(client.token), client.may),
  ];

  async function follow(estate: Estate): Promise<void> {
    of = estate.digest;
    const named = new Set(estate.clients.map((client) => JSON.stringify(client)));
    clients = new Map([...clients].filter(([name]) => named.has(name)));
    const found = await Promise.allSettled(estate.clients.map(read));
    if (of !== estate.digest) return;
    clients = new Map(found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    found.forEach((one, at) => {
      if (one.status === 'rejected')
        log.error(
          { client: estate.clients[at]?.id, err: one.reason as unknown },
          'the token of a client cannot be read: it has no access',
        );
    });
  }

  options.committer.subscribe(() => {
    const { estate } = world.signoff;
    if (of !== '' && estate !== undefined && estate.digest !== of) void follow(estate);
  });

  return {
    current: () => [operator, ...clients.values()],
    async load(estate) {
      of = estate.digest;
      clients = new Map(await Promise.all(estate.clients.map(read)));
    },
  };
}
