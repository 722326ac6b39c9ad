import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** One call and answer as JSON-RPC writes them. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What the node does wrong with a batch. `undefined`: nothing. */
export type Misbehaviour =
  | 'drop'
  | 'hang'
  | 'garbage'
  | 'oversize'
  | ((answers: readonly Answer[], calls: readonly Call[]) => readonly unknown[]);

/** A node in front of a real one that misbehaves as it is told. */
export interface FaultyNode {
  readonly http: string;
  readonly ws: string;
  /** Asked before every batch. */
  misbehave: (calls: readonly Call[]) => Misbehaviour | undefined;
  /** Cuts every WebSocket. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function faultyNode(
  target: { readonly http: string; readonly ws: string },
  port = 0,
): Promise<FaultyNode> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void answer(Buffer.concat(parts).toString('utf8'), (text) => end(response, text)));
  });
  const sockets = new WebSocketServer({ server });
  const node: FaultyNode = {
    http: '',
    ws: '',
    misbehave: () => undefined,
    cut: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    async close() {
      node.cut();
      server.closeAllConnections();
      sockets.close();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(text: string, reply: (text: string | undefined) => void): Promise<void> {
    const calls = JSON.parse(text) as Call[];
    const what = node.misbehave(calls);
    if (what === 'hang') return;
    if (what === 'drop') return reply(undefined);
    if (what === 'garbage') return reply('<html>502 Bad Gateway</html>');
    if (what === 'oversize') return reply(`[${'0,'.repeat(1_100_000)}0]`);
    try {
      const response = await fetch(target.http, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      });
      const answers = await response.text();
      reply(what === undefined ? answers : JSON.stringify(what(JSON.parse(answers) as Answer[], calls)));
    } catch {
      reply(undefined);
    }
  }

  sockets.on('connection', (socket) => {
    const heads = new WebSocket(target.ws);
    heads.on('error', () => socket.terminate());
    heads.on('message', (data: Buffer) => {
      if (data.includes('eth_subscription')) socket.send(data.toString('utf8'));
    });
    const ready = once(heads, 'open').catch(() => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => heads.terminate());
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text.includes('eth_subscribe'))
        void ready.then(() => heads.readyState === WebSocket.OPEN && heads.send(text));
      void answer(text, (reply) => (reply === undefined ? socket.terminate() : socket.send(reply)));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(node, { http: `http://${address}`, ws: `ws://${address}` });
}

function end(response: ServerResponse, text: string | undefined): void {
  if (text === undefined) response.destroy();
  else response.end(text);
}
