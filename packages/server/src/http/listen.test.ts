import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listen, MAX_CONNECTIONS } from './listen.ts';

describe('listening', () => {
  it('takes no more connections than leave sockets for the watch', async () => {
    const listening = await listen(() => new Response('ok'), { host: '127.0.0.1', port: 0 });
    const port = Number(new URL(listening.url).port);
    let closed = 0;
    const sockets: Socket[] = [];
    for (let n = 0; n < MAX_CONNECTIONS + 20; n++) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', resolve);
        socket.on('error', () => undefined);
        socket.on('close', () => (closed += 1));
        sockets.push(socket);
      });
    }
    await expect.poll(() => closed).toBe(20);
    for (const socket of sockets) socket.destroy();
    listening.close();
  });
});
