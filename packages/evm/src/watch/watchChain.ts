import type { Chain, Clock, Contract } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import type { Log } from '../log.ts';
import type { BlockReader } from '../read/readBlock.ts';
import { watchPlan } from '../read/watchPlan.ts';
import { connectEvm, type EvmClient } from '../rpc/connectEvm.ts';
import type { RpcLimits } from '../rpc/rpcCall.ts';
import type { ChainEvent } from './chainEvent.ts';
import { type ChainWalk, chainWalk } from './chainWalk.ts';
import { cursorText, parseCursor, type Position } from './cursor.ts';
import { finalityByDepth, finalityByTag, sameFinality } from './finality.ts';
import { headFeed } from './headFeed.ts';
import { outageOf } from './outage.ts';
import { startPosition } from './startPosition.ts';

export interface WatchOptions {
  readonly chain: Chain;
  /** Addresses of nodes in order of preference, secrets filled in. */
  readonly endpoints: readonly string[];
  /** Contracts of the estate; those of other chains are passed over. */
  readonly contracts: readonly Contract[];
  /** The cursor stored with the last event; `undefined` or empty: begin at the present block. */
  readonly resume: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /**
   * Given each event in order and awaited: a block is done when this resolves. `cursor` is to
   * be stored in the same commit as what follows from the event; it is empty only for a gap
   * before the first block. A rejection ends the watch with it.
   */
  readonly onEvent: (event: ChainEvent, cursor: string) => Promise<void>;
  /** Told of the number of each new head, before its block is read. */
  readonly onHead?: ((block: number) => void) | undefined;
  /** How often nodes that do not push are asked for their head. Default 250 ms. */
  readonly pollMs?: number | undefined;
  readonly limits?: Partial<RpcLimits> | undefined;
}

/** Block hashes remembered to trace a reorganisation through, at least. */
const MEMORY = 128;
const FINALITY_PAUSE_MS = 1_000;

/**
 * Watches one chain until `signal` aborts: every block once, in order, read whole or not at
 * all, with reorganisations, gaps and finality as events. Faults of the world are retried and
 * shown as a `gap`; what only an operator can mend at the start is thrown: `wrong-chain`,
 * `bad-endpoint`, `bad-cursor`, `pruned-state`, `no-probe`.
 */
export async function watchChain(options: WatchOptions): Promise<void> {
  const { chain, clock, log, signal, endpoints } = options;
  const resume =
    options.resume === undefined || options.resume === '' ? undefined : parseCursor(chain.id, options.resume);
  if (signal.aborted) return;
  const client = await connectEvm({ chain: chain.id, endpoints, clock, log, limits: options.limits });
  const stop = (): void => client.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await run(options, client, resume);
  } catch (error) {
    // Shutting down breaks whatever is under way: that is no fault.
    if (!(signal.aborted && error instanceof EvmFault)) throw error instanceof ConsumerFailure ? error.cause : error;
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

/** Marks what the consumer threw, so that it is not taken for a fault of the chain. */
class ConsumerFailure extends Error {}

async function run(options: WatchOptions, client: EvmClient, resume: Position | undefined): Promise<void> {
  const { chain, clock, signal } = options;
  let walk: ChainWalk | undefined;
  let stored = resume;
  const emit = async (event: ChainEvent, position: Position | undefined): Promise<void> => {
    try {
      await options.onEvent(event, position === undefined ? '' : cursorText(chain.id, position));
      stored = position;
    } catch (cause) {
      throw new ConsumerFailure('the consumer of chain events failed', { cause });
    }
  };
  const outage = outageOf({
    clock,
    signal,
    log: options.log,
    endpoints: options.endpoints.length,
    emit: (event) => emit(event, stored),
    at: () => stored?.tip,
  });
  const feed = headFeed(client, options.pollMs ?? 250, signal);
  const plan = watchPlan(chain.id, options.contracts);
  let settled = -Infinity;

  while (!signal.aborted) {
    const began = clock();
    try {
      if (walk === undefined) {
        const { start, byHash } = await startPosition(client, plan, resume);
        const reader: BlockReader = { plan, batch: (calls) => client.batch(calls), byHash };
        const memory = Math.max(MEMORY, Math.min(chain.depth?.final ?? 0, 4_096) + 1);
        walk = chainWalk({
          chain: chain.id,
          reader,
          start,
          memory,
          emit: async (event, position) => {
            await emit(event, position);
            if (event.type === 'block') await outage.over(position.tip);
          },
        });
      }
      const head = await feed.next();
      if (signal.aborted) return;
      options.onHead?.(head.number);
      await walk.advance(head);
      const position = walk.position();
      if (position !== undefined) await outage.over(position.tip);
      if (clock() - settled >= FINALITY_PAUSE_MS || chain.depth !== undefined) {
        settled = clock();
        await settle(chain, client, walk);
      }
    } catch (error) {
      if (!(error instanceof EvmFault) || signal.aborted) throw error;
      feed.again();
      await outage.failed(error, began, walk !== undefined, client);
    }
  }
}

async function settle(chain: Chain, client: EvmClient, walk: ChainWalk): Promise<void> {
  const position = walk.position();
  if (position === undefined) return;
  const now =
    chain.depth === undefined ? await finalityByTag(client, position) : finalityByDepth(chain.depth, position);
  if (!sameFinality(now, position)) await walk.settle(now.safe, now.final);
}
