import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFault } from '../storeFault.ts';

/** Who has a directory open for writing. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly command: string;
}

/** The right to write in a directory. The operating system takes it back when the process ends, however it ends. */
export interface Hold {
  readonly holder: Holder;
  release(): void;
}

const BUSY = 5;

/** Locks live as long as their connections: one that nobody refers to would be collected, and with it the lock. */
const held = new Set<DatabaseSync>();

/**
 * Takes the right to write in a directory, which is made where absent. Throws `held`, naming
 * the holder. The lock itself is an exclusive transaction on a database of its own, because
 * that is a lock of the operating system and vanishes with kill -9; the file beside it only
 * names the holder. Nothing else may open `journal.lock`: POSIX drops a process's locks on a
 * file when any of its descriptors is closed.
 */
export function holdDirectory(directory: string, now: Date, command: string): Hold {
  const lock = openLock(directory);
  const nameplate = join(directory, 'journal.holder');
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === BUSY) throw refusal(directory, nameplate);
    throw error;
  }
  held.add(lock);
  const holder = { pid: process.pid, host: hostname(), since: now.toISOString(), command };
  writeFileSync(`${nameplate}.new`, `${JSON.stringify(holder)}\n`);
  renameSync(`${nameplate}.new`, nameplate);
  return {
    holder,
    release: () => {
      if (!lock.isOpen) return;
      rmSync(nameplate, { force: true });
      lock.close();
      held.delete(lock);
    },
  };
}

function openLock(directory: string): DatabaseSync {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new DatabaseSync(join(directory, 'journal.lock'), { timeout: 0 });
  } catch (error) {
    throw new StoreFault('io', 'operator', {
      message: 'The journal directory cannot be used.',
      found: `${error instanceof Error ? error.message : String(error)} at ${directory}`,
      expected: 'a directory that this user may make or write in',
      remedy: 'Check the path and its permissions.',
      cause: error,
    });
  }
}

function refusal(directory: string, nameplate: string): StoreFault {
  return new StoreFault('held', 'operator', {
    message: 'Another process writes in this journal.',
    found: describeHolder(nameplate),
    expected: `nobody writing in ${directory}`,
    remedy: 'Stop that process first, or open the journal for reading.',
  });
}

function describeHolder(nameplate: string): string {
  try {
    const holder = JSON.parse(readFileSync(nameplate, 'utf8')) as Holder;
    return `process ${holder.pid} on ${holder.host} since ${holder.since}: ${holder.command}`;
  } catch {
    return 'a process that has not written its name yet';
  }
}
