import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliFault } from '../../cliFault.ts';
import type { RegistryAccess } from './registryAccess.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;
/** pip's own default, asked of pip, where nothing is configured. */
const DEFAULT = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)';

/**
 * The index that this machine's pip would install from, with its credentials: `PIP_INDEX_URL`, else pip's configuration
 * files, else pip's default. Further indexes (`extra-index-url`) are not asked: which one wins is what dependency
 * confusion plays with. Throws `no-registry`.
 */
export async function pipAccess(env: Readonly<Record<string, string | undefined>>): Promise<RegistryAccess> {
  const address = env['PIP_INDEX_URL'] ?? (await configured(env)) ?? (await ask(['-c', DEFAULT], env));
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw noIndex('something that is no address');
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return {
    url: url.href,
    authorization:
      username === ''
        ? undefined
        : `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`,
  };
}

/** `site`, `user` and `global` files and the environment, as pip itself merges them: the last line wins. */
async function configured(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const told = await ask(['-m', 'pip', 'config', 'list'], env);
  const lines = told
    .split('\n')
    .flatMap((line) => /^(?:global|install|:env:)\.index-url='(.*)'$/.exec(line.trim())?.[1] ?? []);
  return lines.at(-1);
}

async function ask(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<string> {
  try {
    return (await run('python3', [...args], { timeout: TIMEOUT_MS, env: { ...env } })).stdout.trim();
  } catch (cause) {
    throw noIndex(`python3 -m pip: ${(cause as NodeJS.ErrnoException).code ?? 'failed'}`, cause);
  }
}

function noIndex(found: string, cause?: unknown): CliFault {
  return new CliFault('no-registry', {
    message: 'The machine does not say which Python package index it uses.',
    found,
    expected: 'PIP_INDEX_URL, or a pip with its configuration',
    remedy:
      'Set PIP_INDEX_URL, or fetch the package yourself (pip download --no-deps --no-binary :none:) and scan the file.',
    cause,
  });
}
