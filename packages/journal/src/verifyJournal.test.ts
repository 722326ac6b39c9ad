import {
  chmodSync,
  copyFileSync,
  cpSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, type Recorded } from '@portcullis/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJournal } from './openJournal.ts';
import { mintEntry } from './testing/entries.ts';
import { journalHome, type JournalHome, tamper, writeMints } from './testing/journalHome.ts';
import { verifyJournal } from './verifyJournal.ts';

const SIZE = 300;

describe('a journal that was tampered with', () => {
  let home: JournalHome;
  /** 300 entries; `older` is the same journal at 200, `other` grew differently from 200 on, `stranger` has another key. */
  let good: string;
  let older: string;
  let other: string;
  let stranger: string;
  beforeAll(async () => {
    home = journalHome();
    good = home.place('good');
    await writeMints(good, 0, 200);
    older = home.place('older', good);
    other = home.place('other', good);
    await writeMints(good, 200, SIZE);
    await writeMints(other, 200, SIZE + 10, ':other');
    stranger = home.place('stranger');
    await writeMints(stranger, 0, SIZE);
  });
  afterAll(() => home.remove());

  it('is told from one that was not', async () => {
    const seen: number[] = [];
    const report = await verifyJournal(good, ({ done, total }) => seen.push(done / total));
    expect(report).toMatchObject({ size: SIZE, types: { 'effect.observed': SIZE } });
    expect(seen.at(-1)).toBe(1);
    expect(report.checkpoint).toContain(`\n${SIZE}\n${report.root}\n`);
    expect(await verifyJournal(good, undefined, report.verifierKey)).toMatchObject({ root: report.root });
  });

  const cases: readonly (readonly [string, string, (directory: string) => void])[] = [
    ['the last entry deleted', 'truncated', (at) => tamper(at, 'DELETE FROM entries WHERE idx = 299')],
    ['all entries deleted', 'truncated', (at) => tamper(at, 'DELETE FROM entries')],
    ['an entry in the middle deleted', 'truncated', (at) => tamper(at, 'DELETE FROM entries WHERE idx = 100')],
    [
      'an amount changed',
      'edited',
      (at) => tamper(at, `UPDATE entries SET leaf = replace(leaf, '"units":"1', '"units":"9') WHERE idx = 100`),
    ],
    [
      'two entries exchanged',
      'edited',
      (at) =>
        tamper(
          at,
          'UPDATE entries SET idx = -1 WHERE idx = 5; UPDATE entries SET idx = 5 WHERE idx = 6; UPDATE entries SET idx = 6 WHERE idx = -1',
        ),
    ],
    [
      'a key changed, so that its entry could come again',
      'edited',
      (at) => tamper(at, "UPDATE entries SET key = 'x' WHERE idx = 100"),
    ],
    [
      'an entry added',
      'edited',
      (at) => tamper(at, "INSERT INTO entries SELECT 300, 'x', replace(leaf, key, 'x') FROM entries WHERE idx = 299"),
    ],
    ['a leaf that is no leaf', 'edited', (at) => tamper(at, "UPDATE entries SET leaf = '{}' WHERE idx = 0")],
    ['a cursor set back', 'edited', (at) => tamper(at, "UPDATE cursors SET value = '1'")],
    ['a cursor removed', 'edited', (at) => tamper(at, 'DELETE FROM cursors')],
    ['the checkpoint removed', 'edited', (at) => tamper(at, 'DELETE FROM seal')],
    [
      'the size in the checkpoint changed',
      'edited',
      (at) =>
        tamper(
          at,
          "UPDATE seal SET checkpoint = replace(checkpoint, char(10) || '300' || char(10), char(10) || '299' || char(10)); DELETE FROM entries WHERE idx = 299",
        ),
    ],
    ['the checkpoint replaced by text', 'bad-note', (at) => tamper(at, "UPDATE seal SET checkpoint = 'ok'")],
    [
      'the checkpoint file changed',
      'edited',
      (at) =>
        writeFileSync(
          join(at, 'checkpoint'),
          readFileSync(join(at, 'checkpoint'), 'utf8').replace('\n300\n', '\n200\n'),
        ),
    ],
    ['the checkpoint file emptied', 'bad-note', (at) => writeFileSync(join(at, 'checkpoint'), '')],
    ['the checkpoint file removed', 'checkpoint-missing', (at) => rmSync(join(at, 'checkpoint'))],
    ['an older database', 'rolled-back', (at) => copyFileSync(join(older, 'journal.db'), join(at, 'journal.db'))],
    [
      'another history of the same journal',
      'forked',
      (at) => copyFileSync(join(other, 'journal.db'), join(at, 'journal.db')),
    ],
    [
      'the database of a stranger',
      'wrong-key',
      (at) => copyFileSync(join(stranger, 'journal.db'), join(at, 'journal.db')),
    ],
    [
      'the public key of a stranger',
      'wrong-key',
      (at) => copyFileSync(join(stranger, 'checkpoint.vkey'), join(at, 'checkpoint.vkey')),
    ],
    ['a public key that is none', 'bad-key', (at) => writeFileSync(join(at, 'checkpoint.vkey'), 'hello\n')],
    ['the file cut short', 'damaged', (at) => truncateSync(join(at, 'journal.db'), 100_000)],
    ['the file overwritten', 'damaged', (at) => writeFileSync(join(at, 'journal.db'), 'x'.repeat(100_000))],
    ['the tables of a newer version', 'newer', (at) => tamper(at, 'PRAGMA user_version = 7')],
  ];
  it.each(cases)('is refused with %s: %s', async (name, code, change) => {
    const directory = home.place(name.replaceAll(/\W/g, '-'), good);
    change(directory);
    const refusal = expect.objectContaining({ name: 'JournalFault', code });
    await expect(verifyJournal(directory)).rejects.toThrow(refusal);
    await expect(openJournal({ directory, mode: 'write' })).rejects.toThrow(refusal);
  });

  it('is not read past an entry that is no entry, nor proven', async () => {
    const read = async (name: string, leaf: string): Promise<void> => {
      const directory = home.place(name, good);
      tamper(directory, `UPDATE entries SET leaf = '${leaf}' WHERE idx = 7`);
      const journal = await openJournal({ directory, mode: 'read' });
      try {
        await expect(journal.prove(7)).rejects.toThrow(expect.objectContaining({ code: 'bad-proof' }));
        for await (const recorded of journal.read()) expect(recorded.index).toBeLessThan(7);
      } finally {
        await journal.close();
      }
    };
    await expect(read('no-json', '{')).rejects.toThrow(expect.objectContaining({ code: 'edited' }));
    await expect(read('no-entry', '{}')).rejects.toThrow(expect.objectContaining({ code: 'bad-entry' }));
  });

  it('is refused at start without its database, its key, or with a key that others can read', async () => {
    const open = async (name: string, change: (directory: string) => void): Promise<void> => {
      const directory = home.place(name, good);
      change(directory);
      await (await openJournal({ directory, mode: 'write' })).close();
    };
    await expect(open('no-database', (at) => rmSync(join(at, 'journal.db')))).rejects.toThrow(
      expect.objectContaining({ code: 'rolled-back' }),
    );
    await expect(open('no-key', (at) => rmSync(join(at, 'checkpoint.key')))).rejects.toThrow(
      expect.objectContaining({ code: 'key-missing' }),
    );
    await expect(open('open-key', (at) => chmodSync(join(at, 'checkpoint.key'), 0o644))).rejects.toThrow(
      expect.objectContaining({ code: 'key-exposed' }),
    );
    await expect(open('whole', () => undefined)).resolves.toBeUndefined();
  });

  it('is refused when replaced with all its keys, by one who knows the key', async () => {
    const { verifierKey } = await verifyJournal(good);
    await expect(verifyJournal(stranger, undefined, verifierKey)).rejects.toThrow(
      expect.objectContaining({ code: 'wrong-key' }),
    );
    await expect(verifyJournal(stranger, undefined, 'nonsense')).rejects.toThrow(
      expect.objectContaining({ code: 'bad-key' }),
    );
  });

  it('gives up what a flipped bit changed, wherever it is', async () => {
    const file = readFileSync(join(good, 'journal.db'));
    const directory = home.place('flipped', good);
    const whole = await contents(good);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(file);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        writeFileSync(join(directory, 'journal.db'), flipped);
        const seen = await verifyJournal(directory).then(
          () => contents(directory),
          (fault: unknown) => (fault instanceof Fault ? 'refused' : fault),
        );
        if (seen === 'refused') refused += 1;
        // Unused bytes of a page may change: what is read is then the same.
        expect(seen === 'refused' ? whole : seen).toEqual(whole);
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('is refused when acknowledged entries vanish with the write-ahead log', async () => {
    const directory = home.place('live');
    const journal = await openJournal({ directory, mode: 'write' });
    try {
      for (let at = 0; at < 20; at += 1) await journal.append([mintEntry(at)]);
      await sleep(300);
      for (const [name, change] of [
        ['lost', (wal: string) => rmSync(wal)],
        ['flipped', (wal: string) => flipMiddle(wal)],
      ] as const) {
        const copy = home.place(`live-${name}`, directory);
        expect((await verifyJournal(copy)).size).toBe(20);
        const again = home.place(`live-${name}-again`, directory);
        change(join(again, 'journal.db-wal'));
        await expect(verifyJournal(again)).rejects.toThrow(expect.objectContaining({ name: 'JournalFault' }));
      }
    } finally {
      await journal.close();
    }
  });

  it('opens again once the directory is whole again', async () => {
    const directory = home.place('restored', older);
    renameSync(join(directory, 'checkpoint'), join(directory, 'checkpoint.old'));
    await expect(verifyJournal(directory)).rejects.toThrow(expect.objectContaining({ code: 'checkpoint-missing' }));
    cpSync(good, directory, { recursive: true });
    expect((await verifyJournal(directory)).size).toBe(SIZE);
  });
});

async function contents(
  directory: string,
): Promise<{ readonly recorded: Recorded[]; readonly cursor: string | undefined }> {
  const journal = await openJournal({ directory, mode: 'read' });
  const recorded: Recorded[] = [];
  for await (const each of journal.read()) recorded.push(each);
  const cursor = await journal.cursor('bsc');
  await journal.close();
  return { recorded, cursor };
}

function flipMiddle(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
