import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { approve, type CapabilityLock, lockText, parseLock } from '@portcullis/scan';
import { readTextFile } from '../intent/intentFile.ts';
import type { Judged } from './judgeTarget.ts';

/** What became of a lock file. */
export interface Locked {
  readonly file: string;
  readonly approved: number;
  /** Subjects that are held, so not approved. */
  readonly held: readonly string[];
  /** Targets without a name and version to be known by. */
  readonly nameless: readonly string[];
}

const MAX_LOCK = 16_000_000;

/**
 * Approves judged packages in a lock file, and keeps what it says of others. What is held is not approved: a habit of
 * writing the lock must not let a thief through. Throws `bad-lock` for a file that is something else.
 */
export function writeLock(file: string, judged: readonly Judged[]): Locked {
  let lock: CapabilityLock = existsSync(file) ? parseLock(readTextFile(file, MAX_LOCK)) : { v: 1, packages: {} };
  const held: string[] = [];
  const nameless: string[] = [];
  let approved = 0;
  for (const one of judged) {
    if (one.is !== 'judged') continue;
    if (one.judgement.decision === 'hold') {
      held.push(one.judgement.subject);
      continue;
    }
    const next = approve(lock, one.analysis);
    if (next === undefined) nameless.push(one.target.name);
    else {
      lock = next;
      approved++;
    }
  }
  writeFileSync(`${file}.part`, lockText(lock));
  renameSync(`${file}.part`, file);
  return { file, approved, held, nameless };
}
