import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CliFault } from '../../cliFault.ts';
import type { RegistryAccess } from './registryAccess.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;

/**
 * The registry that this machine's npm would fetch a package from, with its credentials: asked of npm itself, so that
 * scopes, environment and all configuration files count as they do for an install. Throws `no-registry`.
 */
export async function npmAccess(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RegistryAccess> {
  const scope = /^(@[^/]+)\//.exec(name)?.[1];
  const keys = ['registry', 'userconfig', 'globalconfig', ...(scope === undefined ? [] : [`${scope}:registry`])];
  let told: string;
  try {
    ({ stdout: told } = await run('npm', ['config', 'get', ...keys], { timeout: TIMEOUT_MS, env: { ...env } }));
  } catch (cause) {
    throw noRegistry(`npm config get: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`, cause);
  }
  const values = new Map(
    told.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=', line.indexOf(':registry'));
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
    }),
  );
  const value = (key: string): string | undefined => {
    const text = values.get(key);
    return text === undefined || text === 'undefined' || text === 'null' || text === '' ? undefined : text;
  };
  const address = (scope === undefined ? undefined : value(`${scope}:registry`)) ?? value('registry');
  if (address === undefined || !/^https?:\/\//.test(address) || !URL.canParse(address))
    throw noRegistry(address ?? 'no registry');
  const url = new URL(address);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  const files = [value('globalconfig'), value('userconfig'), join(process.cwd(), '.npmrc')];
  return { url: url.href, authorization: authorizationFor(url, files, env) };
}

/** What the `.npmrc` files say for the registry's place (`//host/path/:_authToken=`); the last file wins, the longest path first. */
function authorizationFor(
  url: URL,
  files: readonly (string | undefined)[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const settings = new Map(files.flatMap((file) => (file === undefined ? [] : settingsIn(file, env))));
  const folders = url.pathname.split('/').slice(0, -1);
  for (let depth = folders.length; depth > 0; depth--) {
    const path = folders.slice(0, depth).join('/');
    for (const place of [`//${url.host}${path}/`, `//${url.host}${path}`]) {
      const token = settings.get(`${place}:_authToken`);
      if (token !== undefined) return `Bearer ${token}`;
      const basic = settings.get(`${place}:_auth`);
      if (basic !== undefined) return `Basic ${basic}`;
      const [user, password] = [settings.get(`${place}:username`), settings.get(`${place}:_password`)];
      if (user !== undefined && password !== undefined)
        return `Basic ${Buffer.from(`${user}:${Buffer.from(password, 'base64').toString()}`).toString('base64')}`;
    }
  }
  return undefined;
}

function settingsIn(file: string, env: Readonly<Record<string, string | undefined>>): [string, string][] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const setting = /^\s*(\/\/[^=]+?)\s*=\s*(.*?)\s*$/.exec(line);
    if (setting?.[1] === undefined || setting[2] === undefined) return [];
    const value = setting[2].replace(/^"(.*)"$/, '$1');
    return [[setting[1], value.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => env[name] ?? whole)]];
  });
}

function noRegistry(found: string, cause?: unknown): CliFault {
  return new CliFault('no-registry', {
    message: 'The machine does not say which npm registry it uses.',
    found,
    expected: 'a registry in the configuration of npm (npm config get registry)',
    remedy: 'Configure npm, or fetch the package yourself (npm pack) and scan the file.',
    cause,
  });
}
