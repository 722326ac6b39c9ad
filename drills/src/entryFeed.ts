import { type Entry, parseEntry } from '@portcullis/model';
import { DrillFault } from './drillFault.ts';

/** A journal entry as it reached an onlooker. */
export interface Seen {
  readonly entry: Entry;
  /** By the onlooker's monotonic clock, milliseconds. */
  readonly arrived: number;
}

/** Everything the product's journal said since the feed was opened. */
export interface EntryFeed {
  readonly seen: readonly Seen[];
  onEntry(listener: (seen: Seen) => void): void;
  /** The first entry that fits, seen already or within `patience` milliseconds; `undefined` when none came. */
  first(fits: (entry: Entry) => boolean, patience: number): Promise<Seen | undefined>;
  close(): void;
}

/** Follows `GET /v1/events` of a server (server-sent events, one journal entry each). */
export async function followEntries(url: string, token: string): Promise<EntryFeed> {
  const stop = new AbortController();
  const response = await fetch(`${url}/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  if (!response.ok || response.body === null)
    throw new DrillFault('product-failed', {
      message: 'The stream of journal entries was refused.',
      found: `status ${response.status}`,
    });
  const seen: Seen[] = [];
  const listeners = new Set<(one: Seen) => void>();
  void readEvents(response.body, (data) => {
    const one = { entry: parseEntry(JSON.parse(data)), arrived: performance.now() };
    seen.push(one);
    for (const listener of listeners) listener(one);
  }).catch(() => undefined);
  return {
    seen,
    onEntry: (listener) => void listeners.add(listener),
    first: (fits, patience) => {
      const known = seen.find(({ entry }) => fits(entry));
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve) => {
        const finish = (one: Seen | undefined): void => {
          clearTimeout(timer);
          listeners.delete(listen);
          resolve(one);
        };
        const listen = (one: Seen): void => void (fits(one.entry) && finish(one));
        const timer = setTimeout(() => finish(undefined), patience);
        listeners.add(listen);
      });
    },
    close: () => stop.abort(),
  };
}

/** Reads the `data` of each event of a stream in the format of the HTML standard (text/event-stream). */
export async function readEvents(body: ReadableStream<Uint8Array>, onData: (data: string) => void): Promise<void> {
  let text = '';
  for await (const chunk of body.pipeThrough(
    new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>,
  )) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).replace(/^ /, ''));
      if (data.length > 0) onData(data.join('\n'));
    }
  }
}
