import { readFileSync } from 'node:fs';

/** Memory that a process holds now, of every kind; 0 where the system does not tell (only Linux does here). */
export function residentBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // It has ended between the question and the answer.
    return 0;
  }
}
