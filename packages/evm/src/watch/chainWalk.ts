import type { BlockRef, ChainId } from '@portcullis/model';
import { effectsOf } from '../decode/effectsOf.ts';
import { EvmFault } from '../evmFault.ts';
import { type BlockReader, completeBlock, fetchBlock, type FetchedBlock, readBaseline } from '../read/readBlock.ts';
import type { Header } from '../read/header.ts';
import type { ChainState } from '../read/reading.ts';
import type { ChainEvent, ObservedBlock } from './chainEvent.ts';
import type { Position } from './cursor.ts';
import { factsOf } from './factsOf.ts';
import { findAncestor } from './findAncestor.ts';
import { hashAt } from './hashAt.ts';
import { headersOf } from './headersOf.ts';

/** Walks a chain block by block, without leaving one out. */
export interface ChainWalk {
  position(): Position | undefined;
  /** Goes on until the tip is this head: over missed blocks in order, back to the ancestor after a reorganisation. */
  advance(head: Header): Promise<void>;
  settle(safe: BlockRef | undefined, final: BlockRef | undefined): Promise<void>;
}

export interface ChainWalkOptions {
  readonly chain: ChainId;
  readonly reader: BlockReader;
  readonly start: Position | undefined;
  /** How many block hashes are remembered to trace a reorganisation through. */
  readonly memory: number;
  /** Awaited: the walk goes on when the consumer has the event safe. */
  readonly emit: (event: ChainEvent, position: Position) => Promise<void>;
}

/** Blocks asked for ahead of the one in work, while catching up. */
const WINDOW = 24;

/** Starts where `start` says, or at the first head it is given. */
export function chainWalk({ chain, reader, start, memory, emit }: ChainWalkOptions): ChainWalk {
  let position = start;

  async function move(event: ChainEvent, next: Position): Promise<void> {
    await emit(event, next);
    position = next;
  }

  async function begin(head: Header): Promise<void> {
    const state = await readBaseline(reader, head);
    const block = observed(head, [], state, state, new Map());
    await move(
      { type: 'block', block },
      { tip: refOf(head), recent: [head.hash], state, safe: undefined, final: undefined },
    );
  }

  async function step(from: Position, fetched: FetchedBlock): Promise<void> {
    const reading = await completeBlock(reader, fetched, from.state);
    const effects = effectsOf({ plan: reader.plan, before: from.state, reading });
    const block = observed(reading.header, effects, from.state, reading.state, reading.entries);
    const recent = [...from.recent, block.hash].slice(-memory);
    await move({ type: 'block', block }, { ...from, tip: refOf(block), recent, state: reading.state });
  }

  /** Reads the blocks after the tip up to a head, several at once, and gives them one by one. */
  async function follow(from: Position, head: Header): Promise<'done' | 'forked'> {
    const first = from.tip.number + 1;
    const headerAt = headersOf(reader, first, head);
    const ahead = new Map<number, Promise<FetchedBlock>>();
    let at = from;
    for (let number = first; number <= head.number; number++) {
      // Asked for by the dozen, so that many blocks travel in one message.
      const last = ahead.size > WINDOW / 2 ? 0 : Math.min(number + WINDOW, head.number);
      for (let next = number; next <= last; next++) {
        if (ahead.has(next)) continue;
        const fetched = headerAt(next).then((header) => fetchBlock(reader, header, at.state));
        // Left behind when an earlier block fails: whoever waits for it sees the fault, nobody else need.
        fetched.catch(() => undefined);
        ahead.set(next, fetched);
      }
      if ((await headerAt(number)).parentHash !== at.tip.hash) return 'forked';
      const fetched = await (ahead.get(number) as Promise<FetchedBlock>);
      ahead.delete(number);
      await step(at, fetched);
      at = position as Position;
    }
    return 'done';
  }

  async function goBack(from: Position): Promise<void> {
    const ancestor = await findAncestor(reader, from);
    const keep = from.recent.length - (from.tip.number - ancestor.number);
    const dropped = from.recent.slice(keep).map((hash, at): BlockRef => ({ number: ancestor.number + 1 + at, hash }));
    if (dropped.length === 0) return;
    const state = await readBaseline(reader, ancestor);
    const below = (ref: BlockRef | undefined): BlockRef | undefined =>
      ref !== undefined && ref.number > ancestor.number ? refOf(ancestor) : ref;
    await move(
      { type: 'reorg', ancestor: refOf(ancestor), dropped },
      {
        tip: refOf(ancestor),
        recent: from.recent.slice(0, keep),
        state,
        safe: below(from.safe),
        final: below(from.final),
      },
    );
  }

  function observed(
    header: Header,
    effects: ObservedBlock['effects'],
    before: ChainState,
    after: ChainState,
    entries: ObservedBlock['entries'],
  ): ObservedBlock {
    const facts = reader.plan.contracts.map((contract) => factsOf(contract, before, after));
    const { number, hash, parentHash, timestamp } = header;
    return {
      chain,
      number,
      hash,
      parentHash,
      time: { ms: timestamp * 1000, source: 'block' },
      effects,
      facts,
      entries,
    };
  }

  return {
    position: () => position,
    async advance(head) {
      if (position === undefined) return begin(head);
      // An endpoint may lag behind: a head that is ours already is no news.
      if (remembers(position, head)) return;
      if (head.number <= position.tip.number - position.recent.length && position.recent.length >= memory) {
        throw new EvmFault('block-gone', {
          message: 'The node is far behind what was read before.',
          found: `block ${head.number}`,
          expected: `block ${position.tip.number} or later`,
        });
      }
      for (let turn = 0; turn < 4; turn++) {
        if (head.number > position.tip.number && (await follow(position, head)) === 'done') return;
        await goBack(position);
      }
      throw new EvmFault('block-gone', { message: 'The chain changed again and again while it was read.' });
    },
    async settle(safe, final) {
      if (position !== undefined) await move({ type: 'finality', safe, final }, { ...position, safe, final });
    },
  };
}

function remembers(position: Position, head: Header): boolean {
  return hashAt(position, head.number) === head.hash;
}

function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash };
}
