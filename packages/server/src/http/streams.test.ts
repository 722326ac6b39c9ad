import type { Recorded } from '@portcullis/model';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Api } from './api.ts';
import { entryStream } from './streams.ts';

/** A journal that is told of by hand. */
function telling(read: () => AsyncIterable<Recorded>) {
  const listeners = new Set<(recorded: readonly Recorded[]) => void>();
  const journal = { size: () => 1, read } as unknown as Api['journal'];
  const api = {
    journal,
    subscribe: (listener: (recorded: readonly Recorded[]) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Api;
  const app = new Hono().get('/', (context) => entryStream(context, api));
  return { listeners, ask: (query = '') => app.request(`/${query}`) };
}
const some = (from: number, count: number): Recorded[] =>
  Array.from({ length: count }, (_, at) => ({
    index: from + at,
    entry: { type: 'server.started' } as Recorded['entry'],
  }));

describe('a stream of entries', () => {
  it('cuts off a client that reads nothing, and keeps nothing for it', async () => {
    const { listeners, ask } = telling(async function* () {});
    const response = await ask();
    await expect.poll(() => listeners.size).toBe(1);
    for (let from = 1; from < 30_000; from += 1000) for (const listener of listeners) listener(some(from, 1000));
    expect(listeners.size).toBe(0);
    const text = await response.text();
    expect([...text.matchAll(/^id: /gm)].length).toBeLessThan(15_000);
  });

  it('is written after the turn in which the entry was told: levers act in that turn', async () => {
    const { listeners, ask } = telling(async function* () {});
    const response = await ask();
    await expect.poll(() => listeners.size).toBe(1);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const order: string[] = [];
    const written = reader.read().then(() => order.push('written'));
    for (const listener of listeners) listener(some(1, 1));
    // As many steps as a lever may need until its transaction is with the system.
    for (let step = 0; step < 50; step++) await Promise.resolve();
    order.push('acted');
    await written;
    expect(order).toEqual(['acted', 'written']);
    await reader.cancel();
  });

  it('keeps nothing for a client whose replay failed', async () => {
    const { listeners, ask } = telling(async function* () {
      yield* some(0, 1);
      throw new Error('an entry is not what was signed');
    });
    await (await ask('?from=0')).text();
    expect(listeners.size).toBe(0);
  });
});
