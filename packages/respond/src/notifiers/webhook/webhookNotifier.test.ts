import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { exampleMessage } from '../../testing/exampleMessage.ts';
import { startHookServer } from '../../testing/hookServer.ts';
import { notifierConformance } from '../notifierConformance.ts';
import { createWebhookNotifier } from './webhookNotifier.ts';

notifierConformance('webhook', createWebhookNotifier);

describe('the signature of a webhook', () => {
  const send = async (secret: string | undefined) => {
    const server = await startHookServer();
    const message = exampleMessage({ title: 'Bruch: Übernahme 🔥' });
    await createWebhookNotifier().deliver({
      url: server.url,
      secret,
      message,
      now: 1_700_000_000_123,
      signal: new AbortController().signal,
    });
    const [received] = server.received;
    await server.close();
    if (received === undefined) throw new Error('nothing was received');
    return { ...received, message };
  };

  it('is what openssl computes over the bytes that arrived', async () => {
    const { headers, body, message } = await send('a shared secret');
    const parts = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['portcullis-signature']));
    expect(parts?.[1]).toBe('1700000000123');
    const output = execFileSync('openssl', ['dgst', '-sha256', '-hmac', 'a shared secret', '-r'], {
      input: `1700000000123.${body}`,
      encoding: 'utf8',
    });
    expect(parts?.[2]).toBe(output.split(' ')[0]);
    expect(JSON.parse(body)).toEqual(message);
    expect(headers['content-type']).toBe('application/json');
  });

  it('differs with the secret, and is absent where none is shared', async () => {
    const [one, other, none] = [await send('one'), await send('other'), await send(undefined)];
    expect(one.headers['portcullis-signature']).not.toBe(other.headers['portcullis-signature']);
    expect(none.headers['portcullis-signature']).toBeUndefined();
  });
});
