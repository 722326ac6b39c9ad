import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killRound } from './testing/killRounds.ts';
import { journalHome, type JournalHome } from './testing/journalHome.ts';

const ROUNDS = 60;

describe(`a writer killed ${ROUNDS} times under load`, () => {
  let home: JournalHome;
  beforeEach(() => {
    home = journalHome();
  });
  afterEach(() => home.remove());

  it('never loses an acknowledged entry', { timeout: 600_000 }, async () => {
    let directory = home.place('journal-0');
    for (let round = 0; round < ROUNDS; round += 1) {
      // A new journal now and then, killed while it is made.
      const young = round % 10 < 4;
      if (young) directory = home.place(`journal-${round}`);
      const after = await killRound(
        directory,
        `:r${round}:`,
        young
          ? { after: 'start', ms: 150 + ((round * 67) % 500) }
          : { after: 'acknowledgement', ms: (round * 37) % 211 },
      );
      expect(after, `round ${round}`).toMatchObject({ missing: [], halves: 0 });
    }
  });
});
