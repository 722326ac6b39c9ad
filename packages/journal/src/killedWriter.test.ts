import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killRound } from './testing/killRounds.ts';
import { journalHome, type JournalHome } from './testing/journalHome.ts';

describe('a writer killed under load', () => {
  let home: JournalHome;
  beforeEach(() => {
    home = journalHome();
  });
  afterEach(() => home.remove());

  it('leaves every acknowledged entry, whole calls only, and a journal that verifies', async () => {
    const directory = home.place('journal');
    let size = 0;
    for (const [round, ms] of [0, 40, 150, 7].entries()) {
      const after = await killRound(directory, `:r${round}:`, { after: 'acknowledgement', ms });
      expect(after).toMatchObject({ missing: [], halves: 0 });
      expect(after.acknowledged).toBeGreaterThan(0);
      expect(after.size).toBeGreaterThanOrEqual(size + after.acknowledged);
      size = after.size;
    }
  });
});
