import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that a hook server received, whole. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server on the loopback that keeps what it was sent and answers as it is told. */
export interface HookServer {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** `answer` ends the response, or does not, to hang. `count` is how many requests have come, this one included. */
export async function startHookServer(
  answer: (response: ServerResponse, count: number, request: Received) => void = (response) =>
    void response.writeHead(204).end(),
): Promise<HookServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      answer(response, received.length, one);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
