import { expect, it } from 'vitest';
import { readEvents } from './entryFeed.ts';

it('reads events however the stream is cut', async () => {
  const text = 'id: 1\nevent: x\ndata: {"a":"ü"}\n\n: still here\n\nid: 2\ndata: one\ndata: two\n\n';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 3, 7, bytes.length]) {
    const got: string[] = [];
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    await readEvents(body, (data) => got.push(data));
    expect(got).toEqual(['{"a":"ü"}', 'one\ntwo']);
  }
});
