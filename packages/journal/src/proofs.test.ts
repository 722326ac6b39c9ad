import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '@portcullis/model';
import type { Journal } from './journal.ts';
import { openJournal } from './openJournal.ts';
import { verifyConsistencyProof, verifyInclusionProof } from './proofs.ts';
import { mintEntry } from './testing/entries.ts';
import { journalHome, type JournalHome } from './testing/journalHome.ts';

const SIZE = 700;
const code = (name: string) => expect.objectContaining({ code: name });

describe('the proofs of a journal', () => {
  let home: JournalHome;
  let journal: Journal;
  const checkpoints = new Map<number, string>();
  beforeAll(async () => {
    home = journalHome();
    journal = await openJournal({ directory: home.place('journal'), mode: 'write' });
    for (let from = 0; from < SIZE; from += 50) {
      checkpoints.set(from, await journal.checkpoint());
      await journal.append(Array.from({ length: 50 }, (_, at) => mintEntry(from + at)));
    }
  });
  afterAll(async () => {
    await journal.close();
    home.remove();
  });

  it('show any entry to one who has the public key only, by JSON that travels', async () => {
    for (const index of [0, 1, 255, 256, 511, 512, 698, 699]) {
      const proof = JSON.parse(JSON.stringify(await journal.prove(index))) as Awaited<ReturnType<Journal['prove']>>;
      expect(proof.leaf).toBe(canonicalJson(mintEntry(index)));
      expect(verifyInclusionProof(proof, journal.verifierKey).size).toBe(SIZE);
    }
  });

  it('show the same from a journal opened for reading, and for entries that came after a proof', async () => {
    const reader = await openJournal({ directory: home.place('journal'), mode: 'read' });
    expect(await reader.prove(300)).toEqual(await journal.prove(300));
    await reader.close();
  });

  it('fail for another entry, another index, another path, another key', async () => {
    const proof = await journal.prove(300);
    const other = await journal.prove(301);
    for (const bad of [
      { ...proof, leaf: proof.leaf.replace('"units":"1', '"units":"9') },
      { ...proof, index: 301 },
      { ...proof, hashes: other.hashes },
      { ...proof, hashes: proof.hashes.slice(1) },
      { ...proof, hashes: ['AAAA', ...proof.hashes.slice(1)] },
    ]) {
      expect(() => verifyInclusionProof(bad, journal.verifierKey)).toThrow(code('bad-proof'));
    }
    const stranger = await openJournal({ directory: home.place('stranger'), mode: 'write' });
    expect(() => verifyInclusionProof(proof, stranger.verifierKey)).toThrow(code('wrong-key'));
    await stranger.close();
  });

  it('show that every older checkpoint is the beginning of the newest', async () => {
    for (const [size, older] of checkpoints) {
      const proof = await journal.proveConsistency(size);
      expect(verifyConsistencyProof(older, proof, journal.verifierKey).size).toBe(SIZE);
    }
  });

  it('fail between checkpoints that they are not about', async () => {
    const proof = await journal.proveConsistency(100);
    expect(() => verifyConsistencyProof(checkpoints.get(150) ?? '', proof, journal.verifierKey)).toThrow(
      code('bad-proof'),
    );
    const bent = { ...proof, hashes: proof.hashes.toReversed() };
    expect(() => verifyConsistencyProof(checkpoints.get(100) ?? '', bent, journal.verifierKey)).toThrow(
      code('bad-proof'),
    );
  });

  it('are refused outside the journal', async () => {
    for (const index of [-1, SIZE, 0.5]) await expect(journal.prove(index)).rejects.toThrow(code('out-of-range'));
    for (const size of [-1, SIZE + 1, 0.5])
      await expect(journal.proveConsistency(size)).rejects.toThrow(code('out-of-range'));
  });
});
