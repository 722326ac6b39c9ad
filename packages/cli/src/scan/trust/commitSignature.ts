import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommitSignature } from '@portcullis/scan';
import { CliFault } from '../../cliFault.ts';
import type { Commit } from './gitObjects.ts';

const TIMEOUT_MS = 30_000;
const NAMESPACE = 'git';

/**
 * Whose SSH signature a commit carries, by a file of allowed signers (ssh-keygen(1)), at the time that the commit gives
 * itself, as git does. ssh-keygen is asked directly, so that no configuration of the clone names the program or the file.
 * Signatures of other kinds are by an unknown key. Throws `no-ssh-keygen`.
 */
export async function commitSignature(commit: Commit, allowedSigners: string): Promise<CommitSignature> {
  if (commit.signature === undefined) return { is: 'none' };
  const { text, signed } = commit.signature;
  if (!text.startsWith('-----BEGIN SSH SIGNATURE-----'))
    return { is: 'unknown-key', key: 'something else than an SSH key' };
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-commit-'));
  try {
    const file = join(folder, 'signature');
    writeFileSync(file, text, { mode: 0o600 });
    const at = `verify-time=${timeOf(commit.committed)}`;
    const own = await run(['check-novalidate', '-n', NAMESPACE, '-s', file], signed);
    // Made over other bytes, or for another purpose than git.
    if (own.code !== 0) return { is: 'bad' };
    const key = /\b(SHA256:[A-Za-z0-9+/]{43})/.exec(own.out)?.[1] ?? 'an SSH key';
    const found = await run(['find-principals', '-f', allowedSigners, '-s', file, '-O', at], signed);
    for (const by of found.code === 0 ? found.out.split('\n').filter((line) => line !== '') : []) {
      const args = ['verify', '-f', allowedSigners, '-I', by, '-n', NAMESPACE, '-s', file, '-O', at];
      if ((await run(args, signed)).code === 0) return { is: 'good', by };
    }
    return { is: 'unknown-key', key };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `20260131120000Z` */
function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
}

async function run(args: readonly string[], input: Buffer): Promise<{ readonly code: number; readonly out: string }> {
  return await new Promise((done, fail) => {
    const child = spawn('ssh-keygen', ['-Y', ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out = (out + text).slice(0, 65_536)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (cause: NodeJS.ErrnoException) =>
      fail(
        new CliFault('no-ssh-keygen', {
          message: 'Signatures of commits are checked by ssh-keygen, and it cannot be run.',
          found: cause.code ?? cause.message,
          expected: 'OpenSSH 8.9 or newer',
          remedy: 'Install OpenSSH, or leave --allowed-signers out.',
          cause,
        }),
      ),
    );
    child.once('close', (code) => done({ code: code ?? 1, out }));
  });
}
