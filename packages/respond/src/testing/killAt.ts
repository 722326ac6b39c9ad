import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AccountId } from '@portcullis/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrashPoint } from './crashingResponder.ts';
import { adopted, entryMaker, finding, foldAll } from './entries.ts';
import { estateText } from './estateText.ts';
import { type FileJournal, openFileJournal } from './fileJournal.ts';
import { startHookServer } from './hookServer.ts';
import { type PauseWorld, startPauseWorld } from './pauseWorld.ts';

const PROGRAM = fileURLToPath(new URL('crashingResponder.ts', import.meta.url));

/** Runs the program to its end, or to its death: the signal that ended it. */
async function run(world: PauseWorld, path: string, key: string, crash: CrashPoint | 'none'): Promise<string | null> {
  const child = spawn(process.execPath, [PROGRAM, path, world.node.http, key, crash], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const words: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== 0 && signal === null) throw new Error(words.join(''));
  return signal;
}

async function journalWithOrder(
  world: PauseWorld,
  path: string,
  pool: AccountId,
  webhook: string,
): Promise<FileJournal> {
  const journal = openFileJournal(path);
  const make = entryMaker();
  const text = estateText({
    webhook,
    gates: `  - {id: withdrawals, lever: evm-pause, key: {env: KEY}, targets: [{pauses: '${pool}', via: '${world.guardian}'}]}\n  - {id: desk, lever: hold}`,
  });
  const order = 'drop:withdrawals:f1';
  await journal.append([
    make(adopted(text), 'estate'),
    make({ type: 'finding.raised', body: { finding: finding('f1') } }, 'f1'),
    make({ type: 'gate.ordered', body: { order, gate: 'withdrawals', move: 'drop', by: { finding: 'f1' } } }, order),
  ]);
  return journal;
}

/** Kills a responder at each of these moments, starts it again, and looks at the world. */
export function killAt(points: readonly CrashPoint[]): void {
  describe('a responder killed', () => {
    let world: PauseWorld;
    let directory: string;
    beforeAll(async () => {
      // Blocks come by themselves, so that a kill can fall between sending and mining.
      world = await startPauseWorld({ blockTime: 0.2 });
      directory = mkdtempSync(join(tmpdir(), 'killed-'));
    });
    afterAll(async () => {
      await world.node.close();
      rmSync(directory, { recursive: true });
    });

    it.each(points)('%s: pauses exactly once, tells everybody, and ends with the right entries', async (crash) => {
      const hooks = await startHookServer();
      const path = join(directory, crash);
      const [key, pool] = [await world.newKey(), await world.pool()];
      await world.setPauser(pool, key);
      (await journalWithOrder(world, path, pool, hooks.url)).close();

      expect(await run(world, path, key, crash)).toBe('SIGKILL');
      expect(await run(world, path, key, 'none')).toBeNull();

      expect(await world.paused(pool)).toBe(true);
      expect(await world.mined(key)).toEqual([expect.objectContaining({ ok: true })]);
      const journal = openFileJournal(path);
      const entries = journal.all().map(({ entry }) => entry);
      journal.close();
      expect(entries.filter((entry) => entry.type === 'gate.moved').map((entry) => entry.key)).toEqual([
        'moved:drop:withdrawals:f1',
      ]);
      expect(entries.filter((entry) => entry.type === 'gate.failed' || entry.type === 'notice.failed')).toEqual([]);
      const state = foldAll(entries);
      expect([state.orders.size, state.notices.size]).toEqual([0, 0]);
      const delivered = new Set(
        hooks.received.map(({ headers }) => decodeURIComponent(String(headers['portcullis-delivery']))),
      );
      expect([...delivered].toSorted()).toEqual([
        'finding.raised:f1:tell/lender',
        'gate.moved:drop:withdrawals:f1:tell/lender',
      ]);
      await hooks.close();
    });
  });
}
