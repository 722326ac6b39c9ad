import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Fixed places, not the caller's PATH. */
const PRLIMIT = ['/usr/bin/prlimit', '/bin/prlimit'];
const TIMEOUT_MS = 5_000;

/**
 * Has the kernel give a running process of this user no new file descriptor from now on: no file is opened, no socket
 * made and no connection taken by it, not even by machine code. What it has open goes on working. A process cannot take
 * it back (RLIMIT_NOFILE, the hard limit; inside a user namespace root cannot either). False where the system has no way.
 */
export async function closeDescriptors(pid: number | undefined): Promise<boolean> {
  const prlimit = process.platform === 'linux' ? PRLIMIT.find((path) => existsSync(path)) : undefined;
  if (prlimit === undefined || pid === undefined) return false;
  try {
    await run(prlimit, ['--pid', String(pid), '--nofile=0:0'], { env: {}, timeout: TIMEOUT_MS });
    return true;
  } catch {
    return false;
  }
}
