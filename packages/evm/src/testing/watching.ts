import type { Chain, Contract, Effect } from '@portcullis/model';
import type { Log } from '../log.ts';
import type { ChainEvent, ObservedBlock } from '../watch/chainEvent.ts';
import { watchChain, type WatchOptions } from '../watch/watchChain.ts';

/** A log that says nothing. */
export const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A watch under way, with all it has said so far. */
export interface Watching {
  readonly events: readonly ChainEvent[];
  /** As a consumer would have it stored. */
  cursor(): string;
  blocks(): readonly ObservedBlock[];
  /** Effects of blocks that no reorganisation took back. */
  effects(): readonly Effect[];
  /** Waits until a test of the events holds. */
  until(test: (events: readonly ChainEvent[]) => boolean, what?: string): Promise<void>;
  /** Waits until the block with this hash was given. */
  reached(block: { hash: string }): Promise<void>;
  /** Settles with what the watch ended with. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a watch that collects what it is told. `before` runs before each event counts, as a slow or failing consumer. */
export function watching(
  chain: Chain,
  endpoints: readonly string[],
  contracts: readonly Contract[],
  more: Partial<WatchOptions> & { before?: (event: ChainEvent) => Promise<void> | void } = {},
): Watching {
  const control = new AbortController();
  const events: ChainEvent[] = [];
  let wake: () => void = () => undefined;
  let cursor = more.resume ?? '';
  const ended = watchChain({
    chain,
    endpoints,
    contracts,
    resume: undefined,
    clock: Date.now,
    log: SILENT,
    signal: control.signal,
    onEvent: async (event, text) => {
      await more.before?.(event);
      events.push(event);
      cursor = text;
      wake();
    },
    pollMs: 20,
    ...more,
  }).then(
    () => undefined,
    (error: unknown) => error ?? 'failed',
  );
  void ended.then(() => wake());

  async function until(test: (events: readonly ChainEvent[]) => boolean, what = 'what was waited for'): Promise<void> {
    const end = Date.now() + 20_000;
    let over: { error: unknown } | undefined;
    void ended.then((error) => (over = { error }));
    while (!test(events)) {
      if (over !== undefined) throw new Error(`the watch ended before ${what}`, { cause: over.error });
      if (Date.now() > end)
        throw new Error(
          `no ${what} within 20 s; had ${events.map((event) => (event.type === 'gap' ? `gap: ${event.why}` : event.type)).join(', ')}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  const blocks = (): ObservedBlock[] => events.flatMap((event) => (event.type === 'block' ? [event.block] : []));
  return {
    events,
    cursor: () => cursor,
    blocks,
    effects: () => standing(events).flatMap((block) => block.effects),
    until,
    reached: ({ hash }) => until(() => blocks().some((block) => block.hash === hash), `block ${hash}`),
    ended,
    async stop() {
      control.abort();
      await ended;
    },
  };
}

/** Blocks as a consumer keeps them: a reorganisation takes out what it dropped. */
export function standing(events: readonly ChainEvent[]): readonly ObservedBlock[] {
  let blocks: ObservedBlock[] = [];
  for (const event of events) {
    if (event.type === 'block') blocks.push(event.block);
    if (event.type === 'reorg') {
      const dropped = new Set(event.dropped.map((block) => block.hash));
      blocks = blocks.filter((block) => !dropped.has(block.hash));
    }
  }
  return blocks;
}
