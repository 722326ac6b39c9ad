import { describe, expect, it } from 'vitest';
import type { NoticeMessage } from '../../noticeMessage.ts';
import { exampleMessage } from '../../testing/exampleMessage.ts';
import { type Received, startHookServer } from '../../testing/hookServer.ts';
import { notifierConformance } from '../notifierConformance.ts';
import { createNtfyNotifier } from './ntfyNotifier.ts';

notifierConformance('ntfy', createNtfyNotifier);

async function sent(changes: Partial<NoticeMessage>): Promise<Received> {
  const server = await startHookServer();
  await createNtfyNotifier().deliver({
    url: `${server.url}/topic`,
    secret: undefined,
    message: exampleMessage(changes),
    now: 0,
    signal: new AbortController().signal,
  });
  const [received] = server.received;
  await server.close();
  if (received === undefined) throw new Error('nothing was received');
  return received;
}

describe('a page by ntfy', () => {
  it('says first what matters, and rings for what is bad', async () => {
    const page = await sent({});
    expect(page.body).toBe(
      'An upgrade that nobody signed.\nDrop the gate.\nGates: withdrawals down\nExample Staking, journal entry 7',
    );
    expect(page.headers).toMatchObject({ priority: '5', tags: 'rotating_light' });
    expect((await sent({ severity: 'info', event: 'finding.retracted' })).headers).toMatchObject({
      priority: '3',
      tags: 'leftwards_arrow_with_hook',
    });
  });

  it('writes a title that is not ASCII as an encoded word', async () => {
    const title = String((await sent({ title: 'Bruch: Übernahme' })).headers['title']);
    expect(Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/.exec(title)?.[1] ?? '', 'base64').toString()).toBe('Bruch: Übernahme');
  });

  it('stays within what ntfy takes, and cuts between letters', async () => {
    const { body } = await sent({ why: 'ü'.repeat(4_000) });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
    expect(body).toMatch(/^ü+…$/);
  });
});
