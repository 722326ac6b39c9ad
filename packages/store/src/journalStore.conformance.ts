import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, JournalStore, Row, Seal } from './journalStore.ts';

/** An adapter under test, over tables of its own. */
export interface StoreUnderTest {
  readonly writer: JournalStore;
  /** Another store over the same tables, for reading. */
  reader(): Promise<JournalStore>;
  dispose(): Promise<void>;
}

/** What every adapter of `JournalStore` does, whatever it stands on. */
export function journalStoreConformance(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`a journal store over ${name}`, () => {
    let under: StoreUnderTest;
    let store: JournalStore;
    beforeEach(async () => {
      under = await make();
      store = under.writer;
    });
    afterEach(async () => under.dispose());

    it('begins empty, without a seal', async () => {
      expect(await store.head()).toEqual({ size: 0, seal: undefined, cursors: {} });
      expect(await rowsOf(store, 0, 10)).toEqual([]);
      expect(await store.find('a')).toBeUndefined();
    });

    it('numbers rows from 0 in the order they were given', async () => {
      const placed = await store.commit([batch(['a', 'b']), batch(['c'])], seal);
      expect(placed).toEqual([[at(0), at(1)], [at(2)]]);
      expect(await rowsOf(store, 0, 10)).toEqual([row(0, 'a'), row(1, 'b'), row(2, 'c')]);
      expect(await store.find('c')).toBe(2);
    });

    it('does not append a key twice, and says where it is', async () => {
      await store.commit([batch(['a', 'b'])], seal);
      const placed = await store.commit([batch(['b', 'c']), batch(['c', 'd', 'd'])], seal);
      expect(placed).toEqual([
        [at(1, false), at(2)],
        [at(2, false), at(3), at(3, false)],
      ]);
      expect((await store.head()).size).toBe(4);
    });

    it('shows the seal what is new, and keeps what it answers', async () => {
      await store.commit([batch(['a'], { x: '1', y: '1' })], seal);
      const seen: Change[] = [];
      await store.commit([batch(['a', 'b'], { x: '2' }), batch(['c'])], (change) => {
        seen.push(change);
        return { checkpoint: 'three', cursors: 'two' };
      });
      expect(seen).toEqual([{ from: 1, leaves: ['leaf b', 'leaf c'], cursors: { x: '2', y: '1' } }]);
      expect(await store.head()).toEqual({
        size: 3,
        seal: { checkpoint: 'three', cursors: 'two' },
        cursors: { x: '2', y: '1' },
      });
    });

    it('moves cursors without rows, and leaves them alone without cursors', async () => {
      await store.commit([batch([], { x: '1' })], seal);
      const seen: Change[] = [];
      await store.commit([batch(['a'])], (change) => {
        seen.push(change);
        return { checkpoint: '', cursors: '' };
      });
      expect(seen[0]?.cursors).toBeUndefined();
      expect((await store.head()).cursors).toEqual({ x: '1' });
    });

    it('writes nothing of a commit whose seal throws, and goes on', async () => {
      await store.commit([batch(['a'], { x: '1' })], seal);
      const before = await store.head();
      const broken = store.commit([batch(['b'], { x: '2' })], () => {
        throw new RangeError('no');
      });
      await expect(broken).rejects.toThrow(RangeError);
      expect(await store.head()).toEqual(before);
      expect(await store.commit([batch(['b'])], seal)).toEqual([[at(1)]]);
    });

    it('gives a reader what is committed, and refuses its commits', async () => {
      const reader = await under.reader();
      try {
        await store.commit([batch(['a'])], seal);
        expect(await rowsOf(reader, 0, 1)).toEqual([row(0, 'a')]);
        await expect(reader.commit([batch(['b'])], seal)).rejects.toThrow(expect.objectContaining({ code: 'misused' }));
      } finally {
        await reader.close();
      }
    });

    it('scans ranges in chunks, and rows that come while it scans', async () => {
      await store.commit([batch(['a', 'b', 'c', 'd', 'e'])], seal);
      const chunks: number[][] = [];
      for await (const rows of store.scan(1, 7, 2)) {
        chunks.push(rows.map(({ index }) => index));
        if (chunks.length === 1) await store.commit([batch(['f', 'g', 'h'])], seal);
      }
      expect(chunks).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
    });

    it('keeps text as it is: any script, quotes, NUL-free control characters, a megabyte', async () => {
      const leaf = `é 漢 😀 " \\ \n ${'x'.repeat(1_000_000)}`;
      await store.commit([{ rows: [{ key: 'clé "漢"', leaf }], cursors: { ключ: '😀' } }], seal);
      expect(await rowsOf(store, 0, 1)).toEqual([{ index: 0, key: 'clé "漢"', leaf }]);
      expect((await store.head()).cursors).toEqual({ ключ: '😀' });
    });

    it('finds nothing wrong with itself', async () => {
      await store.commit([batch(['a', 'b'])], seal);
      await expect(store.check()).resolves.toBeUndefined();
    });

    it('refuses calls after it was closed, and closes twice', async () => {
      await store.close();
      await store.close();
      await expect(store.head()).rejects.toThrow(expect.objectContaining({ code: 'misused' }));
    });
  });
}

const seal = (change: Change): Seal => ({ checkpoint: `${change.from + change.leaves.length}`, cursors: '' });
const batch = (keys: readonly string[], cursors: Readonly<Record<string, string>> = {}) => ({
  rows: keys.map((key) => ({ key, leaf: `leaf ${key}` })),
  cursors,
});
const at = (index: number, fresh: boolean = true) => ({ index, fresh });
const row = (index: number, key: string): Row => ({ index, key, leaf: `leaf ${key}` });

async function rowsOf(store: JournalStore, from: number, to: number): Promise<Row[]> {
  const all: Row[] = [];
  for await (const rows of store.scan(from, to)) all.push(...rows);
  return all;
}
