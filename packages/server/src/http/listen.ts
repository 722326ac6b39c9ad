import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { ServerFault } from '../serverFault.ts';

/** Connections at once. Whoever opens more needs no token for it, and must not use up the sockets of sensors and levers. */
export const MAX_CONNECTIONS = 512;

/** A socket that answers. */
export interface Listening {
  readonly url: string;
  /** Ends open streams too. */
  close(): void;
}

/** Listens with an application. Throws `listen-failed` when the address cannot be had. */
export function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  address: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const { host, port } = address;
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }) as Server;
    server.requestTimeout = 30_000;
    server.headersTimeout = 10_000;
    server.maxConnections = MAX_CONNECTIONS;
    server.once('error', (cause) => {
      reject(
        new ServerFault('listen-failed', {
          message: 'The API cannot listen.',
          found: cause.message,
          expected: `a free address ${host}:${port}`,
          remedy: 'Stop what listens there, or change "listen" in the estate file.',
          cause,
        }),
      );
    });
    server.once('listening', () => {
      const bound = server.address() as AddressInfo;
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}
