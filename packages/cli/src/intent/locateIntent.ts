import { stat } from 'node:fs/promises';
import type { Bundle, Estate } from '@portcullis/model';
import { type Api, type KnownIntent, openApi } from '../api/api.ts';
import { CliFault } from '../cliFault.ts';
import type { Shell } from '../shell.ts';
import { readIntentFile } from './intentFile.ts';

/** An intent and where it came from: a file, or the server. */
export type Located =
  | { readonly bundle: Bundle; readonly from: 'file'; readonly path: string }
  | { readonly bundle: Bundle; readonly from: 'server'; readonly api: Api; readonly known: KnownIntent };

/** Finds an intent by the path of a file, by its whole id, or by the first 8 or more digits of it. */
export async function locateIntent(shell: Shell, estate: Estate, name: string): Promise<Located> {
  if (await isFile(name)) return { bundle: readIntentFile(name), from: 'file', path: name };
  const digits = /^(?:sha256:)?([0-9a-f]{8,64})$/.exec(name)?.[1];
  if (digits === undefined) {
    throw new CliFault('unknown-intent', {
      message: 'This names no intent.',
      found: name,
      expected: 'a file, or 8 to 64 hexadecimal digits of an id',
      remedy: '`portcullis status` lists the ids.',
    });
  }
  const api = openApi(shell, serverUrl(shell, estate));
  const known = await api.intent(digits.length === 64 ? `sha256:${digits}` : await wholeId(api, digits));
  return { bundle: known.bundle, from: 'server', api, known };
}

/** The address of the server: the one named, else where the estate has it listen. */
export function serverUrl(shell: Shell, estate: Estate): string {
  if (shell.server !== undefined) {
    if (URL.canParse(shell.server) && /^https?:$/.test(new URL(shell.server).protocol)) return shell.server;
    throw new CliFault('bad-usage', {
      message: 'This is no address of a server.',
      found: shell.server,
      expected: 'such as http://127.0.0.1:8780',
    });
  }
  const { host, port } = estate.listen;
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

async function wholeId(api: Api, digits: string): Promise<string> {
  const status = (await api.get('/v1/status')) as { readonly intents?: readonly { readonly id?: unknown }[] };
  const ids = (status.intents ?? []).map(({ id }) => String(id)).filter((id) => id.startsWith(`sha256:${digits}`));
  if (ids.length === 1 && ids[0] !== undefined) return ids[0];
  throw new CliFault('unknown-intent', {
    message: ids.length === 0 ? 'The server knows no such intent.' : 'Several intents begin like this.',
    found: ids.length === 0 ? digits : ids.join(', '),
    expected: 'the beginning of one id',
    remedy: '`portcullis status` lists the ids.',
  });
}

async function isFile(path: string): Promise<boolean> {
  if (path === '-') return true;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
