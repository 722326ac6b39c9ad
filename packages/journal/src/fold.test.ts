import type { Recorded } from '@portcullis/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fold, type Folded, foldJournal, keepFold } from './fold.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './openJournal.ts';
import { mintEntry } from './testing/entries.ts';
import { journalHome, type JournalHome } from './testing/journalHome.ts';

/** Depends on every entry and on their order. */
const chain: Fold<readonly string[]> = {
  init: () => [],
  step: (state, { index, entry }) => [...state, `${index} ${entry.key} after ${state.at(-1)?.length ?? 0}`],
};

describe('a fold', () => {
  let home: JournalHome;
  let directory: string;
  let journal: Journal;
  beforeEach(async () => {
    home = journalHome();
    directory = home.place('journal');
    journal = await openJournal({ directory, mode: 'write' });
  });
  afterEach(async () => {
    await journal.close();
    home.remove();
  });
  const append = async (from: number, to: number): Promise<void> => {
    await Promise.all(Array.from({ length: to - from }, (_, at) => journal.append([mintEntry(from + at)])));
  };

  it('of nothing is its beginning', async () => {
    expect(await foldJournal(journal, chain)).toEqual({ state: [], size: 0 });
  });

  it('kept live is the same as one made anew after a restart, and as one continued', async () => {
    await append(0, 40);
    const early = await foldJournal(journal, chain);
    const told: Folded<readonly string[]>[] = [];
    const live = await keepFold(journal, chain, (folded) => told.push(folded));
    await append(40, 90);
    live.stop();
    await append(90, 91);
    expect(live.size).toBe(90);
    expect(told.at(-1)).toEqual({ state: live.state, size: 90 });
    await journal.close();
    journal = await openJournal({ directory, mode: 'write' });
    const anew = await foldJournal(journal, chain);
    expect(anew.size).toBe(91);
    expect(anew.state.slice(0, 90)).toEqual(live.state);
    expect(await foldJournal(journal, chain, early)).toEqual(anew);
  });

  it('misses nothing and counts nothing twice when entries come while it catches up', async () => {
    await append(0, 600);
    const writing = append(600, 900);
    const seen: Recorded[] = [];
    const live = await keepFold(journal, { init: () => 0, step: (sum, { index }) => sum + index }, (_, recorded) =>
      seen.push(...recorded),
    );
    await writing;
    expect(live.size).toBe(900);
    expect(live.state).toBe((900 * 899) / 2);
    expect(seen.map(({ index }) => index)).toEqual(
      Array.from({ length: seen.length }, (_, at) => 900 - seen.length + at),
    );
    live.stop();
  });
});
