import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from './openJournal.ts';
import { mintEntry } from './testing/entries.ts';
import { journalHome, type JournalHome } from './testing/journalHome.ts';
import { verifyJournal } from './verifyJournal.ts';

const run = promisify(execFile);
const code = (name: string) => expect.objectContaining({ name: 'JournalFault', code: name });

describe('a writer that cannot go on', () => {
  let home: JournalHome;
  beforeEach(() => {
    home = journalHome();
  });
  afterEach(() => home.remove());

  it('says so for every append, once its thread is gone, and leaves a journal that opens again', async () => {
    const directory = home.place('journal');
    let thread: Worker | undefined;
    process.once('worker', (worker) => {
      thread = worker as Worker;
    });
    const journal = await openJournal({ directory, mode: 'write' });
    await journal.append([mintEntry(0)]);
    const flying = journal.append([mintEntry(1)]);
    await Promise.all([expect(flying).rejects.toThrow(code('writer-lost')), thread?.terminate()]);
    await expect(journal.append([mintEntry(2)])).rejects.toThrow(code('writer-lost'));
    await journal.close();
    const again = await openJournal({ directory, mode: 'write' });
    expect(again.size).toBeGreaterThanOrEqual(1);
    await again.close();
  });

  it('refuses where no directory can be made', async () => {
    await expect(openJournal({ directory: '/dev/null/journal', mode: 'write' })).rejects.toThrow(code('disk'));
  });

  it.skipIf(process.platform === 'win32')(
    'writes nothing of an append for which the disk has no room, and keeps the rest',
    async () => {
      const directory = home.place('full');
      const script = `
      import { openJournal } from ${JSON.stringify(new URL('openJournal.ts', import.meta.url).href)};
      import { mintEntry } from ${JSON.stringify(new URL('testing/entries.ts', import.meta.url).href)};
      const journal = await openJournal({ directory: ${JSON.stringify(directory)}, mode: 'write' });
      let acknowledged = 0;
      try {
        for (;;) acknowledged = (await journal.append([mintEntry(acknowledged)]))[0].index + 1;
      } catch (fault) {
        console.log(JSON.stringify({ acknowledged, code: fault.code, kind: fault.kind, size: journal.size }));
      }
      process.exit();`;
      // A limit on the size of files (in KiB) stands for a disk that is full: the kernel refuses the write.
      const shell = `ulimit -f 1000; exec "$0" --input-type=module --eval "$1"`;
      const { stdout } = await run('bash', ['-c', shell, process.execPath, script], { cwd: join(import.meta.dirname) });
      const said = JSON.parse(stdout) as { readonly acknowledged: number };
      expect(said).toMatchObject({ code: 'disk', kind: 'retryable', size: said.acknowledged });
      expect(said.acknowledged).toBeGreaterThan(50);
      expect((await verifyJournal(directory)).size).toBe(said.acknowledged);
    },
  );
});
