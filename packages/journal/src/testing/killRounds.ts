import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorded } from '@portcullis/model';
import { openJournal } from '../openJournal.ts';

/** What is left of the acknowledged entries after one kill. */
export interface Round {
  readonly acknowledged: number;
  /** `index key` of acknowledged entries that are not there, or elsewhere. */
  readonly missing: readonly string[];
  /** Calls of two entries of which only one is there. */
  readonly halves: number;
  readonly size: number;
}

/** When a writer is killed: milliseconds after its process was started, or after its first acknowledgement. */
export interface KillAt {
  readonly after: 'start' | 'acknowledgement';
  readonly ms: number;
}

/** Starts a writer under load, kills it with SIGKILL, and looks. */
export async function killRound(directory: string, salt: string, at: KillAt): Promise<Round> {
  const acknowledged = await killedUnderLoad(directory, salt, at);
  const journal = await openJournal({ directory, mode: 'write' });
  try {
    const keys = new Map<number, string>();
    const own: Recorded[] = [];
    for await (const recorded of journal.read()) {
      keys.set(recorded.index, recorded.entry.key);
      if (recorded.entry.key.endsWith(salt)) own.push(recorded);
    }
    const missing = acknowledged.filter((line) => {
      const [index = '', key] = line.split(' ');
      return keys.get(Number(index)) !== key;
    });
    return { acknowledged: acknowledged.length, missing, halves: own.length % 2, size: journal.size };
  } finally {
    await journal.close();
  }
}

async function killedUnderLoad(directory: string, salt: string, { after, ms }: KillAt): Promise<string[]> {
  const script = new URL('writeUnderLoad.ts', import.meta.url).pathname;
  const writer = spawn(process.execPath, [script, directory, salt], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(writer, 'close');
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  if (after === 'acknowledgement') await Promise.race([once(writer.stdout, 'data'), exited]);
  await sleep(ms);
  writer.kill('SIGKILL');
  await exited;
  // The last line may have been cut by the kill.
  return said.split('\n').slice(0, -1);
}
