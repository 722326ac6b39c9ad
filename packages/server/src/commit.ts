import { type Clock, type Entry, Fault, type Millis, type Recorded } from '@portcullis/model';
import type { Journal } from '@portcullis/journal';
import { ServerFault } from './serverFault.ts';
import type { World } from './world.ts';

/** Makes the entries of one commit from the world as it is when its turn comes. */
export type Build = (now: Millis) => readonly Entry[];

/** The one way anything is written: built, made durable, folded, told, in one order for all. */
export interface Committer {
  /** Resolves with what was newly recorded, once it is durable and folded. */
  commit(build: Build, cursors?: Readonly<Record<string, string>>): Promise<readonly Recorded[]>;
  /** Called with what is about to be written, so that looks at the world can begin meanwhile; nothing may be acted upon yet. */
  beforeWrite(listener: (entries: readonly Entry[]) => void): void;
  /** Called after each fold, in journal order. */
  subscribe(listener: (recorded: readonly Recorded[]) => void): () => void;
  /** Resolves when everything handed in so far is durable. */
  settled(): Promise<void>;
}

/**
 * Serialises commits, so that a judgement is always made on a world that holds every
 * entry before it. A journal that refuses a write ends the server through `onFailure`:
 * what cannot be recorded must not be acted upon.
 */
export function createCommitter(options: {
  readonly journal: Journal;
  readonly world: World;
  readonly clock: Clock;
  readonly onFailure: (fault: ServerFault) => void;
}): Committer {
  const { journal, world, clock } = options;
  const listeners = new Set<(recorded: readonly Recorded[]) => void>();
  const early: ((entries: readonly Entry[]) => void)[] = [];
  let tail: Promise<unknown> = Promise.resolve();
  let failure: ServerFault | undefined;

  async function write(
    build: Build,
    cursors: Readonly<Record<string, string>> | undefined,
  ): Promise<readonly Recorded[]> {
    if (failure !== undefined) throw failure;
    const entries = built(build);
    if (entries.length === 0 && cursors === undefined) return [];
    const appending = append(entries, cursors);
    lookAhead(entries);
    const recorded = await appending;
    for (const one of recorded) world.apply(one);
    if (recorded.length > 0) tell(recorded);
    return recorded;
  }

  /** A look ahead is a convenience: one that fails must not keep what is being written from being folded. */
  function lookAhead(entries: readonly Entry[]): void {
    for (const listener of early) {
      try {
        listener(entries);
      } catch {
        // The drop looks for itself when it comes.
      }
    }
  }

  /** Somebody who must act on what is durable did not hear of it all: only a new start brings it to act. */
  function tell(recorded: readonly Recorded[]): void {
    try {
      for (const listener of listeners) listener(recorded);
    } catch (cause) {
      throw fail('A listener failed on a bug of ours. The watch must start anew.', cause);
    }
  }

  function fail(message: string, cause: unknown): ServerFault {
    failure = new ServerFault('judging-failed', { message, found: String(cause), cause }, 'bug');
    options.onFailure(failure);
    return failure;
  }

  /** A refusal is the caller's; anything else is a bug that may have left the fold half changed, so the server must start anew. */
  function built(build: Build): readonly Entry[] {
    try {
      return build(clock());
    } catch (cause) {
      if (cause instanceof Fault && cause.kind !== 'bug') throw cause;
      throw fail('Judging failed on a bug of ours. The watch must start anew.', cause);
    }
  }

  async function append(
    entries: readonly Entry[],
    cursors: Readonly<Record<string, string>> | undefined,
  ): Promise<readonly Recorded[]> {
    try {
      const places = await journal.append(entries, cursors);
      return places.flatMap((place, at): Recorded[] => {
        const entry = entries[at];
        return place.fresh && entry !== undefined ? [{ index: place.index, entry }] : [];
      });
    } catch (cause) {
      failure = new ServerFault('journal-failed', {
        message: 'The journal refused a write. Nothing more is acted upon.',
        found: cause instanceof Error ? cause.message : String(cause),
        expected: 'a durable append',
        remedy: 'Look at the disk (space, mode, health), then start again; the watch resumes where it was.',
        cause,
      });
      options.onFailure(failure);
      throw failure;
    }
  }

  return {
    commit(build, cursors) {
      const turn = tail.then(() => write(build, cursors));
      tail = turn.catch(() => undefined);
      return turn;
    },
    beforeWrite(listener) {
      early.push(listener);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: async () => {
      await tail;
    },
  };
}
