import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Recorded } from '@portcullis/model';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from './journal.ts';
import { openCheckpoint } from './note/checkpoint.ts';
import { parseNoteVerifier } from './note/noteKey.ts';
import { openJournal } from './openJournal.ts';
import { originOf } from './originOf.ts';
import { mintEntry } from './testing/entries.ts';
import { journalHome, type JournalHome } from './testing/journalHome.ts';
import { verifyJournal } from './verifyJournal.ts';

const code = (name: string) => expect.objectContaining({ code: name });

async function all(recorded: AsyncIterable<Recorded>): Promise<Recorded[]> {
  const list: Recorded[] = [];
  for await (const each of recorded) list.push(each);
  return list;
}

describe('a journal', () => {
  let home: JournalHome;
  let directory: string;
  let journal: Journal;
  beforeEach(async () => {
    home = journalHome();
    directory = home.place('journal');
    journal = await openJournal({ directory, mode: 'write', origin: originOf('Example Staking') });
  });
  afterEach(async () => {
    await journal.close();
    home.remove();
  });

  it('begins empty, with a key of its own that only its user can read', async () => {
    expect(journal.size).toBe(0);
    expect(await all(journal.read())).toEqual([]);
    expect(journal.verifierKey).toMatch(/^portcullis\/example-staking\+[0-9a-f]{8}\+/);
    expect(statSync(join(directory, 'checkpoint.key')).mode & 0o777).toBe(0o600);
    expect(openCheckpoint(await journal.checkpoint(), parseNoteVerifier(journal.verifierKey)).size).toBe(0);
  });

  it('gives back what was appended, in order, also after it was opened again', async () => {
    const entries = [mintEntry(0), mintEntry(1), mintEntry(2)];
    expect(await journal.append(entries.slice(0, 2))).toEqual([
      { index: 0, fresh: true },
      { index: 1, fresh: true },
    ]);
    expect(await journal.append(entries.slice(2))).toEqual([{ index: 2, fresh: true }]);
    const expected = entries.map((entry, index) => ({ index, entry }));
    expect(await all(journal.read())).toEqual(expected);
    expect(await all(journal.read(1, 2))).toEqual(expected.slice(1, 2));
    const key = journal.verifierKey;
    await journal.close();
    journal = await openJournal({ directory, mode: 'write', origin: 'another/name' });
    expect(journal.verifierKey).toBe(key);
    expect(journal.size).toBe(3);
    expect(await all(journal.read())).toEqual(expected);
  });

  it('appends a key once, within a call, between calls at the same time, and after a restart', async () => {
    const once_ = await Promise.all([
      journal.append([mintEntry(7), mintEntry(7)]),
      journal.append([mintEntry(7), mintEntry(8)]),
    ]);
    expect(once_.flat()).toEqual([
      { index: 0, fresh: true },
      { index: 0, fresh: false },
      { index: 0, fresh: false },
      { index: 1, fresh: true },
    ]);
    await journal.close();
    journal = await openJournal({ directory, mode: 'write' });
    expect(await journal.append([mintEntry(8), mintEntry(9)])).toEqual([
      { index: 1, fresh: false },
      { index: 2, fresh: true },
    ]);
    expect(journal.size).toBe(3);
  });

  it('keeps the order of calls made at the same time, and of the entries in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 }),
        fc.string({ minLength: 8, maxLength: 8 }),
        async (counts, salt) => {
          let next = 0;
          const calls = counts.map((count) =>
            Array.from({ length: count }, () => mintEntry(next++, `:${journal.size}${salt}`)),
          );
          const before = journal.size;
          const appended = (await Promise.all(calls.map((entries) => journal.append(entries)))).flat();
          expect(appended.map(({ index }) => index)).toEqual(Array.from({ length: next }, (_, at) => before + at));
          expect((await all(journal.read(before))).map(({ entry }) => entry)).toEqual(calls.flat());
        },
      ),
      { numRuns: 15 },
    );
  });

  it('commits the entries and the cursors of a call together, and cursors alone', async () => {
    await journal.append([mintEntry(0)], { bsc: 'block 1', eth: 'a' });
    await journal.append([], { bsc: 'block 2' });
    expect([await journal.cursor('bsc'), await journal.cursor('eth'), await journal.cursor('none')]).toEqual([
      'block 2',
      'a',
      undefined,
    ]);
    const broken = { ...mintEntry(1), actor: '' } as Entry;
    await expect(journal.append([mintEntry(2), broken], { bsc: 'block 3' })).rejects.toThrow(code('bad-entry'));
    expect(journal.size).toBe(1);
    expect(await journal.cursor('bsc')).toBe('block 2');
  });

  it('resolves a call without anything to write', async () => {
    expect(await journal.append([])).toEqual([]);
  });

  it('tells followers what is new, once, in order, before the append resolves', async () => {
    await journal.append([mintEntry(0)]);
    const seen: Recorded[] = [];
    const stop = journal.follow((recorded) => seen.push(...recorded));
    const appended = await Promise.all([journal.append([mintEntry(1), mintEntry(0)]), journal.append([mintEntry(2)])]);
    expect(appended.flat().map(({ index }) => index)).toEqual([1, 0, 2]);
    expect(seen).toEqual([
      { index: 1, entry: mintEntry(1) },
      { index: 2, entry: mintEntry(2) },
    ]);
    stop();
    await journal.append([mintEntry(3)]);
    expect(seen).toHaveLength(2);
  });

  it('is read by others while it is written, who cannot write', async () => {
    await journal.append([mintEntry(0)], { bsc: '1' });
    const reader = await openJournal({ directory, mode: 'read' });
    try {
      const seen: Recorded[] = [];
      const told = new Promise<void>((resolve) => {
        reader.follow((recorded) => {
          seen.push(...recorded);
          if (seen.length === 3) resolve();
        });
      });
      await journal.append([mintEntry(1)]);
      await journal.append([mintEntry(2), mintEntry(3)]);
      await told;
      expect(seen.map(({ index }) => index)).toEqual([1, 2, 3]);
      expect(reader.size).toBe(4);
      expect(await all(reader.read())).toHaveLength(4);
      expect(await reader.cursor('bsc')).toBe('1');
      expect(await reader.checkpoint()).toBe(await journal.checkpoint());
      expect(reader.verifierKey).toBe(journal.verifierKey);
      await expect(reader.append([mintEntry(4)])).rejects.toThrow(code('read-only'));
      expect((await verifyJournal(directory)).size).toBe(4);
    } finally {
      await reader.close();
    }
  });

  it('refuses a second writer, naming the first', async () => {
    await expect(openJournal({ directory, mode: 'write' })).rejects.toThrow(
      expect.objectContaining({ code: 'held', found: expect.stringContaining(`process ${process.pid} on `) }),
    );
  });

  it('refuses a second process, naming the first', async () => {
    const script = `import { openJournal } from ${JSON.stringify(new URL('openJournal.ts', import.meta.url).href)};
      await openJournal({ directory: ${JSON.stringify(directory)}, mode: 'write' }).catch((fault) => console.log(fault.code, fault.found));`;
    const other = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(other.stdout, 'data')) as [Buffer];
    expect(said.toString()).toMatch(new RegExp(`^held process ${process.pid} on .* since .*: `));
    if (other.exitCode === null) await once(other, 'exit');
  });

  it('commits what was appended before it was closed, refuses what comes after, and gives the directory back', async () => {
    const last = journal.append([mintEntry(0)]);
    await journal.close();
    expect(await last).toEqual([{ index: 0, fresh: true }]);
    await expect(journal.append([mintEntry(1)])).rejects.toThrow(code('closed'));
    expect(existsSync(join(directory, 'journal.holder'))).toBe(false);
    expect(existsSync(join(directory, 'journal.db-wal'))).toBe(false);
    expect((await verifyJournal(directory)).size).toBe(1);
  });

  it('is not opened for reading where there is none', async () => {
    await expect(openJournal({ directory: home.place('nowhere'), mode: 'read' })).rejects.toThrow(code('absent'));
    await expect(verifyJournal(home.place('nowhere'))).rejects.toThrow(code('absent'));
  });

  it('is not made under a name that a note cannot carry', async () => {
    await expect(openJournal({ directory: home.place('other'), mode: 'write', origin: 'a b' })).rejects.toThrow(
      code('bad-origin'),
    );
  });
});

describe('the name of a log', () => {
  it.each([
    ['Example Staking', 'portcullis/example-staking'],
    ['  Ümläut + Söhne ', 'portcullis/ml-ut-s-hne'],
    ['example.org', 'portcullis/example.org'],
    ['漢', 'portcullis/journal'],
  ])('of %j is %s', (estate, origin) => {
    expect(originOf(estate)).toBe(origin);
  });
});
