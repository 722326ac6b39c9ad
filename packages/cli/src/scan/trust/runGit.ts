import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CliFault } from '../../cliFault.ts';

/** Asks git about one clone. */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string; readonly maxBytes?: number },
) => Promise<{ readonly code: number; readonly out: Buffer }>;

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * What a clone's own configuration could make git run or believe, switched off: programs (hooks, pagers, monitors,
 * askers, signature programs), and what makes a hash mean another object (replacements, grafts, the commit graph).
 * The command line goes before the configuration of the clone.
 */
const SETTINGS: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.askPass=',
  'core.sshCommand=false',
  'core.gitProxy=',
  'core.alternateRefsCommand=false',
  'core.attributesFile=/dev/null',
  'core.commitGraph=false',
  'core.multiPackIndex=false',
  'core.useReplaceRefs=false',
  'credential.helper=',
  'diff.external=',
  'gpg.program=false',
  'gpg.ssh.program=false',
  'gpg.x509.program=false',
  'log.showSignature=false',
  'protocol.allow=never',
  'safe.directory=*',
];
const ENVIRONMENT: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  // A clone that lacks objects would fetch them from an address of its own, which may be a command.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  HOME: '/nonexistent',
  LC_ALL: 'C',
};

/** The git folder of a clone, bare or not; undefined where the folder is the top of none. */
export function gitFolderOf(folder: string): string | undefined {
  const inside = join(resolve(folder), '.git');
  if (existsSync(inside)) return inside;
  const isBare = ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
  return isBare && statSync(join(folder, 'objects')).isDirectory() ? resolve(folder) : undefined;
}

/**
 * Runs git on a clone that nobody trusts: no shell, an environment of ours, nothing that reads or writes its
 * working files, bounded output and time. Calls only what reads objects and refs. Throws `bad-git` where git is absent,
 * too slow or too wordy; what git itself says by its exit code is the caller's.
 */
export function createGit(gitFolder: string, env: Readonly<Record<string, string | undefined>>): Git {
  const before = [`--git-dir=${gitFolder}`, '--no-pager', ...SETTINGS.flatMap((setting) => ['-c', setting])];
  const environment = { ...ENVIRONMENT, PATH: env['PATH'] ?? '/usr/bin:/bin' };
  return async (args, { input = '', maxBytes = MAX_BYTES } = {}) =>
    await new Promise((done, fail) => {
      const child = spawn('git', [...before, ...args], {
        // Not the clone's folder, where a file could be taken for a program on some systems.
        cwd: '/',
        env: environment,
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
      });
      const chunks: Buffer[] = [];
      let size = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) child.kill('SIGKILL');
        else chunks.push(chunk);
      });
      // A git that ends early closes its end of the pipe.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      child.once('error', (cause: NodeJS.ErrnoException) => fail(badGit(`git: ${cause.code ?? cause.message}`, cause)));
      child.once('close', (code) => {
        if (size > maxBytes) fail(badGit(`more than ${maxBytes} bytes from git ${args[0] ?? ''}`));
        else if (code === null) fail(badGit(`git ${args[0] ?? ''} did not end within ${TIMEOUT_MS / 1000} s`));
        else done({ code, out: Buffer.concat(chunks) });
      });
    });
}

export function badGit(found: string, cause?: unknown): CliFault {
  return new CliFault('bad-source', {
    message: 'The clone of the source cannot be read.',
    found,
    expected: 'a whole clone that git itself made (git clone), with the commit and the branches that are named',
    remedy: 'Clone the repository anew, fetch the commit, or name another with --commit and --branch.',
    cause,
  });
}
