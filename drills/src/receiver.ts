import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A notice as somebody downstream received it. */
export interface Notice {
  /** Last part of the path it was posted to. */
  readonly to: string;
  readonly message: {
    readonly event: string;
    readonly title: string;
    readonly gate?: { readonly id: string; readonly state: string };
  };
  /** By the receiver's monotonic clock, milliseconds. */
  readonly arrived: number;
}

export interface Receiver {
  readonly url: string;
  readonly notices: readonly Notice[];
  /** Messages whose signature, time or form was wrong. */
  readonly refused: number;
  onNotice(listener: (notice: Notice) => void): void;
  close(): Promise<void>;
}

const MAX_BYTES = 1_000_000;
const MAX_AGE = 60_000;

/** The phones and the integrators of a drill: one HTTP server that takes signed webhooks at `/NAME`. */
export async function openReceiver(secretOf: (name: string) => string | undefined): Promise<Receiver> {
  const notices: Notice[] = [];
  const listeners: ((notice: Notice) => void)[] = [];
  let refused = 0;
  const server = createServer((request, response) => {
    const to = (request.url ?? '').slice(1);
    readBody(request).then(
      (body) => {
        const genuine = isGenuine(String(request.headers['portcullis-signature']), body, secretOf(to), Date.now());
        if (!genuine) refused++;
        response.writeHead(genuine ? 204 : 401).end();
        if (!genuine) return;
        const notice = { to, message: JSON.parse(body) as Notice['message'], arrived: performance.now() };
        notices.push(notice);
        for (const listener of listeners) listener(notice);
      },
      () => response.writeHead(413).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notices,
    get refused() {
      return refused;
    },
    onNotice: (listener) => void listeners.push(listener),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Whether a header `t=…,v1=…` is an HMAC-SHA256 by the secret over time and body, made just now. */
export function isGenuine(header: string, body: string, secret: string | undefined, now: number): boolean {
  const parts = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(header);
  if (parts === null || secret === undefined) return false;
  const made = createHmac('sha256', secret).update(`${parts[1]}.${body}`, 'utf8').digest();
  return timingSafeEqual(made, Buffer.from(parts[2] ?? '', 'hex')) && Math.abs(now - Number(parts[1])) <= MAX_AGE;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_BYTES) throw new RangeError('too large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
