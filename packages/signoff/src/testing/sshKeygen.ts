import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The stock tool, in a folder of its own. */
export interface SshKeygen {
  /** Makes a key; gives the line of its `.pub` file. */
  generate(name: string, ...options: readonly string[]): string;
  /** `ssh-keygen -Y sign`. */
  sign(name: string, namespace: string, message: Uint8Array): string;
  /** `ssh-keygen -Y verify` with one allowed key; whether it accepts. */
  verify(claim: {
    readonly key: string;
    readonly namespace: string;
    readonly signature: string;
    readonly message: Uint8Array;
  }): boolean;
  close(): void;
}

/** `undefined` where this machine has no ssh-keygen that knows `-Y` (OpenSSH 8.1 or newer). */
export function findSshKeygen(): SshKeygen | undefined {
  const asked = spawnSync('ssh-keygen', ['-Y', 'check-novalidate'], { encoding: 'utf8' });
  if (asked.error !== undefined || !asked.stderr.includes('namespace')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-keys-'));
  const run = (args: readonly string[], input?: Uint8Array): { status: number | null; stderr: string } => {
    const { status, stderr } = spawnSync('ssh-keygen', args, {
      cwd: folder,
      input: input ?? '',
      encoding: 'utf8',
      timeout: 30_000,
    });
    return { status, stderr };
  };
  return {
    generate(name, ...options) {
      const { status, stderr } = run(['-q', '-N', '', '-C', name, '-f', name, ...options]);
      if (status !== 0) throw new Error(stderr);
      return readFileSync(join(folder, `${name}.pub`), 'utf8').trim();
    },
    sign(name, namespace, message) {
      writeFileSync(join(folder, 'message'), message);
      rmSync(join(folder, 'message.sig'), { force: true });
      const { status, stderr } = run(['-Y', 'sign', '-q', '-f', name, '-n', namespace, 'message']);
      if (status !== 0) throw new Error(stderr);
      return readFileSync(join(folder, 'message.sig'), 'utf8');
    },
    verify({ key, namespace, signature, message }) {
      writeFileSync(join(folder, 'allowed'), `someone ${key}\n`);
      writeFileSync(join(folder, 'candidate.sig'), signature);
      return (
        run(['-Y', 'verify', '-q', '-f', 'allowed', '-I', 'someone', '-n', namespace, '-s', 'candidate.sig'], message)
          .status === 0
      );
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
