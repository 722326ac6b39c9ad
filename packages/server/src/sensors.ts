import {
  type BlockRef,
  type Chain,
  chainOfAccount,
  type Clock,
  type Entry,
  type Estate,
  type Millis,
  wordsOf,
  type Recorded,
} from '@portcullis/model';
import { type ChainEvent, type ObservedBlock, watchChain } from '@portcullis/evm';
import type { Logger } from 'pino';
import type { Committer } from './commit.ts';
import { entryOf, judgeBlock, judgeFinality, judgeReorg } from './judge.ts';
import type { ChainStatus } from './status.ts';
import type { World } from './world.ts';

/** How often the journal states which blocks were read whole, when nothing else happens. */
const COVERAGE_EVERY: Millis = 600_000;

/** Entries of one commit that are looked through for the log: a flood of findings must not become a flood of lines. */
const MOST_TOLD = 200;
/** Blocks that the detectors look back on. */
const RECENT_BLOCKS = 64;
/** How long a start waits for the first word of a chain. */
const FIRST_LOOK: Millis = 5_000;

/** One running sensor: its place for the status, its end for the shutdown. */
export interface Sensor {
  status(): ChainStatus;
  /** When the head was heard of for which a drop was last ordered, by `performance.now()`. */
  alarmedAt(): number | null;
  /** Resolves when the chain was looked at once, or is known to be in a gap, or has kept silent for a while. */
  readonly looked: Promise<void>;
  /** Resolves when it has stopped; rejects with the fault that only an operator can mend. */
  readonly ended: Promise<void>;
}

/**
 * Watches one chain and turns each of its events into one commit: effects, findings,
 * gate orders and the sensor's cursor together. A block is done when that commit is durable.
 */
export function startSensor(options: {
  readonly chain: Chain;
  readonly endpoints: readonly string[];
  readonly estate: Estate;
  readonly world: World;
  readonly committer: Committer;
  readonly resume: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): Sensor {
  const { chain, estate, world, committer, clock, log } = options;
  const cursorName = cursorNameOf(chain);
  const place = {
    head: null as number | null,
    done: null as number | null,
    doneTime: null as Millis | null,
    heard: null as number | null,
    alarmed: null as number | null,
  };
  const looked = Promise.withResolvers<void>();
  let recent: readonly ObservedBlock[] = [];
  let covered: { from: number; to: BlockRef; since: Millis } | undefined;

  async function onEvent(event: ChainEvent, cursor: string): Promise<void> {
    const recorded = await committer.commit((now) => entriesFor(event, now), { [cursorName]: cursor });
    const since = sinceHeard();
    // Lines are written at once and wait for whoever reads them: after the levers have begun.
    setImmediate(() => tellFindings(recorded, since));
    looked.resolve();
    // The detectors see slow growth over the blocks of one branch; those that were dropped are not of it.
    if (event.type === 'reorg') recent = recent.filter((block) => block.number <= event.ancestor.number);
    if (event.type !== 'block') return;
    recent = [...recent, event.block].slice(-RECENT_BLOCKS);
    place.done = event.block.number;
    place.head = Math.max(place.head ?? 0, event.block.number);
    place.doneTime = event.block.time.ms;
  }

  /** Milliseconds since the newest head was heard of. */
  function sinceHeard(): number | null {
    return place.heard === null ? null : Math.round((performance.now() - place.heard) * 10) / 10;
  }

  /** What an operator who reads the log must not miss, with the time from the head to the durable entry. */
  function tellFindings(recorded: readonly Recorded[], since: number | null): void {
    for (const { entry } of recorded.slice(0, MOST_TOLD)) {
      if (entry.type !== 'finding.raised') continue;
      const { id, rule, subject, severity, position, why } = entry.body.finding;
      log.warn({ finding: id, rule, subject, severity, block: position?.block, head_to_durable_ms: since }, why);
    }
  }

  function entriesFor(event: ChainEvent, now: Millis): readonly Entry[] {
    // While another estate takes over, this sensor still reads; what it reads is judged by the estate in force.
    const bench = { world, estate: world.signoff.estate ?? estate, now };
    switch (event.type) {
      case 'block': {
        const { number, hash } = event.block;
        const judged = judgeBlock(bench, chain, event.block, recent);
        // Kept for the levers: when they send, the next head may have been heard of already.
        if (judged.some(({ type }) => type === 'gate.ordered')) place.alarmed = place.heard;
        // A gap that the sensor before this one was stopped in (a restart, another estate) ends with a whole block.
        const told = [...judged, ...resumed({ number, hash }, now)];
        // The sensor leaves no block out, so it goes on from the last statement, also where a crash kept the next one from being made.
        const stated = world.covered.get(chain.id);
        covered = {
          from: covered?.from ?? (stated === undefined ? number : stated + 1),
          since: covered?.since ?? now,
          to: { number, hash },
        };
        return stated !== undefined && now - covered.since < COVERAGE_EVERY ? told : [...told, ...coverage(now)];
      }
      case 'reorg':
        return [...coverage(now), ...judgeReorg(bench, chain, event.ancestor, event.dropped)];
      case 'finality':
        return judgeFinality(bench, chain, event.safe?.number, event.final?.number);
      case 'gap':
        return world.gaps.has(chain.id)
          ? []
          : [
              ...coverage(now),
              entryOf(
                { type: 'sensor.gap', body: { chain: chain.id, after: event.after ?? null, why: wordsOf(event.why) } },
                { actor: `sensor:${chain.name}`, now, key: `gap:${chain.id}:${world.size}` },
              ),
            ];
      case 'resumed':
        return resumed(event.at, now);
      default:
        return event satisfies never;
    }
  }

  /** Ends with a statement of what was read whole, however the watch ended. */
  async function lastWords(watch: Promise<void>): Promise<void> {
    try {
      await watch;
    } finally {
      if (covered !== undefined) await committer.commit((now) => coverage(now));
    }
  }

  function resumed(at: BlockRef, now: Millis): Entry[] {
    if (!world.gaps.has(chain.id)) return [];
    return [
      entryOf(
        { type: 'sensor.resumed', body: { chain: chain.id, at } },
        { actor: `sensor:${chain.name}`, now, key: `resumed:${chain.id}:${world.size}` },
      ),
    ];
  }

  /** States what was read whole since the last such statement. */
  function coverage(now: Millis): Entry[] {
    if (covered === undefined) return [];
    const { from, to } = covered;
    covered = undefined;
    return [
      entryOf(
        { type: 'sensor.covered', body: { chain: chain.id, from, to } },
        { actor: `sensor:${chain.name}`, now, key: `covered:${chain.id}:${from}:${to.hash}` },
      ),
    ];
  }

  const watching = watchChain({
    chain,
    endpoints: options.endpoints,
    contracts: estate.contracts.filter((contract) => chainOfAccount(contract.at) === chain.id),
    resume: options.resume,
    clock,
    log,
    signal: options.signal,
    onEvent,
    onHead: (head) => {
      place.head = head;
      place.heard = performance.now();
    },
  });
  const ended = lastWords(watching);

  const silence = setTimeout(() => looked.resolve(), FIRST_LOOK);
  return {
    looked: Promise.race([looked.promise, ended]).finally(() => clearTimeout(silence)),
    ended,
    alarmedAt: () => place.alarmed,
    status: () => ({
      name: chain.name,
      id: chain.id,
      head: place.head,
      done: place.done,
      lag_ms: place.doneTime === null ? null : Math.max(0, clock() - place.doneTime),
      gap: world.gaps.get(chain.id) ?? null,
    }),
  };
}

/** Under this name a chain's cursor is kept beside the journal. */
export function cursorNameOf(chain: Chain): string {
  return `sensor:${chain.id}`;
}
