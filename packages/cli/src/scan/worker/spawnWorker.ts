import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKER = fileURLToPath(new URL('judge.worker.ts', import.meta.url));
/** Fixed places, not the caller's PATH. */
const UNSHARE = ['/usr/bin/unshare', '/bin/unshare'];
const NO_NETWORK = ['--user', '--map-root-user', '--net', '--ipc', '--'];

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly network: 'none' | 'guarded';
}

/**
 * Starts a judge: Node with its permission model, which may read our own code and the parsers and nothing else, with an
 * empty environment and, on a Linux that lets its users do so, in a network namespace without interfaces.
 * `analyser` is the file of the module that analyses; `memory` is in mebibytes.
 */
export function spawnWorker(analyser: string, memory: number): WorkerProcess {
  const args = [
    '--permission',
    '--allow-addons',
    ...readable().map((path) => `--allow-fs-read=${path}`),
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${memory}`,
    '--no-warnings',
    WORKER,
    analyser,
  ];
  const unshare = findUnshare();
  const [file, given] =
    unshare === undefined ? [process.execPath, args] : [unshare, [...NO_NETWORK, process.execPath, ...args]];
  const child = spawn(file, given, {
    env: {},
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
  });
  return { child, network: unshare === undefined ? 'guarded' : 'none' };
}

/** The installed packages and our own: the root that holds both. */
function readable(): string[] {
  const packages = fileURLToPath(new URL('../../../../', import.meta.url));
  return [packages, `${dirname(packages)}/node_modules/`];
}

let found: { readonly path: string | undefined } | undefined;

/** `unshare`, where it is there and this user may use it; tried once. */
function findUnshare(): string | undefined {
  found ??= {
    path:
      process.platform === 'linux'
        ? UNSHARE.find(
            (path) =>
              existsSync(path) &&
              spawnSync(path, [...NO_NETWORK, process.execPath, '--version'], { env: {}, stdio: 'ignore' }).status ===
                0,
          )
        : undefined,
  };
  return found.path;
}
