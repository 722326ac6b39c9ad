import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery, Notifier } from '../notifier.ts';
import { type HookServer, startHookServer } from '../testing/hookServer.ts';
import { exampleMessage } from '../testing/exampleMessage.ts';

/** What every notifier that speaks HTTP must do. `timeout` is in milliseconds. */
export function notifierConformance(name: string, make: (options: { readonly timeout: number }) => Notifier): void {
  describe(`the notifier ${name}`, () => {
    let server: HookServer | undefined;
    afterEach(async () => {
      await server?.close();
      server = undefined;
    });
    const never = new AbortController().signal;
    const deliver = (url: string, changes: Partial<Delivery> = {}, timeout = 5_000): Promise<void> =>
      make({ timeout }).deliver({
        url,
        secret: undefined,
        message: exampleMessage(),
        now: 1_700_000_000_000,
        signal: never,
        ...changes,
      });

    it('hands the message over whole, once, with its id', async () => {
      server = await startHookServer();
      await deliver(`${server.url}/path?topic=1`);
      expect(server.received).toHaveLength(1);
      expect(server.received[0]).toMatchObject({
        path: '/path?topic=1',
        headers: { 'portcullis-delivery': 'finding.raised%3Af1%3Atell%2Flender' },
      });
      expect(server.received[0]?.body).toContain('An upgrade that nobody signed.');
    });

    it('carries an id and a title of any letters', async () => {
      server = await startHookServer();
      await deliver(server.url, {
        message: exampleMessage({ id: 'finding.raised:übel\n:x', title: 'Bruch: Übernahme 🔥' }),
      });
      expect(decodeURIComponent(String(server.received[0]?.headers['portcullis-delivery']))).toBe(
        'finding.raised:übel\n:x',
      );
    });

    it.each([200, 201, 202, 204])('is content with %i', async (status) => {
      server = await startHookServer((response) => void response.writeHead(status).end());
      await deliver(server.url);
    });

    it.each([400, 401, 404, 410, 429, 500, 503])('says `notice-refused` to %i', async (status) => {
      server = await startHookServer((response) => void response.writeHead(status).end());
      await expect(deliver(server.url)).rejects.toMatchObject({ code: 'notice-refused', found: `status ${status}` });
    });

    it.each([301, 302, 307, 308])('says `notice-redirected` to %i, and follows nowhere', async (status) => {
      const other = await startHookServer();
      server = await startHookServer((response) => void response.writeHead(status, { location: other.url }).end());
      await expect(deliver(server.url)).rejects.toMatchObject({ code: 'notice-redirected' });
      expect(other.received).toEqual([]);
      await other.close();
    });

    it('says `notice-timeout` to a server that hangs', async () => {
      server = await startHookServer(() => undefined);
      await expect(deliver(server.url, {}, 100)).rejects.toMatchObject({ code: 'notice-timeout', kind: 'retryable' });
    });

    it('says `notice-unreachable` where nobody listens, and shows no path, which may hold a secret', async () => {
      server = await startHookServer();
      const { url } = server;
      await server.close();
      server = undefined;
      const error: unknown = await deliver(`${url}/secret-topic`).catch((refused: unknown) => refused);
      expect(error).toMatchObject({ code: 'notice-unreachable' });
      expect((error as Error).message).not.toContain('secret-topic');
    });

    it('does not read an answer without end', async () => {
      let sent = 0;
      server = await startHookServer((response) => {
        response.writeHead(200);
        const chunk = Buffer.alloc(65_536, 'x');
        const more = (): void => {
          while (sent < 512 * 1024 * 1024 && !response.destroyed) {
            sent += chunk.length;
            if (!response.write(chunk)) return void response.once('drain', more);
          }
        };
        more();
      });
      await deliver(server.url);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(sent).toBeLessThan(32 * 1024 * 1024);
    });

    it('stops when told to', async () => {
      server = await startHookServer(() => undefined);
      const stop = new AbortController();
      const sending = deliver(server.url, { signal: stop.signal });
      setTimeout(() => stop.abort(), 20);
      await expect(sending).rejects.toBeInstanceOf(Error);
    });
  });
}
