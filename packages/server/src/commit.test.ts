import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Journal, openJournal } from '@portcullis/journal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Committer, createCommitter } from './commit.ts';
import { entryOf } from './judge.ts';
import { createWorld, type World } from './world.ts';

let directory: string;
let journal: Journal;
let world: World;
let committer: Committer;
let failures: string[];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'portcullis-commit-'));
  journal = await openJournal({ directory, mode: 'write' });
  world = createWorld();
  failures = [];
  committer = createCommitter({ journal, world, clock: () => 1, onFailure: ({ code }) => failures.push(code) });
});
afterEach(async () => {
  await journal.close();
  rmSync(directory, { recursive: true });
});

const commit = (key: string): Promise<unknown> =>
  committer.commit((now) => [
    entryOf({ type: 'server.started', body: { version: '1' } }, { actor: 'server', now, key }),
  ]);

describe('the one way to write', () => {
  it('folds what became durable, though a look ahead failed', async () => {
    committer.beforeWrite(() => {
      throw new Error('no look');
    });
    await commit('a');
    expect(world.size).toBe(1);
    expect(failures).toEqual([]);
  });

  it('ends with the bug of a listener, and writes nothing more', async () => {
    committer.subscribe(() => {
      throw new Error('deaf');
    });
    await expect(commit('a')).rejects.toMatchObject({ code: 'judging-failed', found: expect.stringContaining('deaf') });
    await expect(commit('b')).rejects.toMatchObject({ code: 'judging-failed' });
    expect(failures).toEqual(['judging-failed']);
    expect(journal.size).toBe(1);
  });

  it('writes an entry once, whoever brings it again', async () => {
    await commit('a');
    await commit('a');
    expect(world.size).toBe(1);
  });
});
