import type { Recorded } from '@portcullis/model';
import type { Journal } from './journal.ts';

/** State as a function of the journal: same entries, same state, whenever it is computed. */
export interface Fold<State> {
  init(): State;
  /** May change and return the state it was given; must depend on nothing but its arguments. */
  step(state: State, recorded: Recorded): State;
}

/** A state and how many entries are in it. */
export interface Folded<State> {
  readonly state: State;
  readonly size: number;
}

/** Folds all entries that are durable at the call; with `from`, only those after an earlier result. */
export async function foldJournal<State>(
  journal: Journal,
  fold: Fold<State>,
  from?: Folded<State>,
): Promise<Folded<State>> {
  let state = from === undefined ? fold.init() : from.state;
  let size = from?.size ?? 0;
  for await (const recorded of journal.read(size)) {
    state = fold.step(state, recorded);
    size = recorded.index + 1;
  }
  return { state, size };
}

/** A fold that stays up to date. */
export interface LiveFold<State> extends Folded<State> {
  stop(): void;
}

/**
 * Folds what is there and then everything that becomes durable, each entry once and in order.
 * `onChange` is called after every group of new entries, not for those that were there.
 */
export async function keepFold<State>(
  journal: Journal,
  fold: Fold<State>,
  onChange?: (folded: Folded<State>, recorded: readonly Recorded[]) => void,
): Promise<LiveFold<State>> {
  let state = fold.init();
  let size = 0;
  let early: Recorded[] | undefined = [];
  const take = (recorded: readonly Recorded[]): readonly Recorded[] => {
    const fresh = recorded.filter(({ index }) => index >= size);
    for (const each of fresh) {
      state = fold.step(state, each);
      size = each.index + 1;
    }
    return fresh;
  };
  // Following first and reading after leaves no moment between the two in which an entry could be missed.
  const stop = journal.follow((recorded) => {
    if (early !== undefined) {
      early.push(...recorded);
      return;
    }
    const fresh = take(recorded);
    if (fresh.length > 0) onChange?.({ state, size }, fresh);
  });
  for await (const recorded of journal.read()) take([recorded]);
  take(early);
  early = undefined;
  return {
    get state() {
      return state;
    },
    get size() {
      return size;
    },
    stop,
  };
}
