import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliFault } from '../cliFault.ts';
import type { Analysed } from './worker/wire.ts';

/** Analyses that were made before, by what they are an answer to. */
export interface AnalysisCache {
  /** Undefined where there is none, or where what is there was not written by this user with this key. */
  readonly get: (key: string) => Analysed | undefined;
  /** Best effort: a full disk costs time later and nothing now. */
  readonly set: (key: string, answer: Analysed) => void;
}

export interface CacheFolders {
  /** Holds the analyses; may be copied from machine to machine, such as by a CI. */
  readonly cache: string;
  /** Holds the key that they are authenticated with; stays on the machine. */
  readonly state: string;
}

const MOST_ENTRIES = 20_000;
const KEY_BYTES = 32;
const MAC_HEX = 64;

/**
 * Opens a cache that nobody else can plant an answer in: the folders belong to this user, are closed to others, and
 * each entry carries a MAC under a key that lies elsewhere. Throws `unsafe-cache` for folders of somebody else.
 */
export function openAnalysisCache({ cache, state }: CacheFolders): AnalysisCache {
  for (const folder of [cache, state]) makeOwnFolder(folder);
  const secret = readKey(join(state, 'scan-cache.key'));
  prune(cache);
  // The key of the entry is under the MAC, so that one answer cannot stand in the place of another.
  const macOf = (key: string, body: string): string =>
    createHmac('sha256', secret).update(`${key}\n${body}`).digest('hex');
  return {
    get(key) {
      const text = readOwnFile(join(cache, `${key}.json`));
      if (text === undefined || text.length <= MAC_HEX) return undefined;
      const body = text.slice(MAC_HEX + 1);
      const [given, right] = [Buffer.from(text.slice(0, MAC_HEX), 'hex'), Buffer.from(macOf(key, body), 'hex')];
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return JSON.parse(body) as Analysed;
    },
    set(key, answer) {
      const body = JSON.stringify(answer);
      const file = join(cache, `${key}.json`);
      const fresh = `${file}.${randomBytes(6).toString('hex')}`;
      try {
        writeFileSync(fresh, `${macOf(key, body)}\n${body}`, { mode: 0o600, flag: 'wx' });
        renameSync(fresh, file);
      } catch {
        rmSync(fresh, { force: true });
      }
    },
  };
}

function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unsafe(folder, (cause as NodeJS.ErrnoException).code ?? String(cause), cause);
  }
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw unsafe(folder, 'something else than a folder');
  const user = process.getuid?.();
  if (user === undefined) return;
  if (found.uid !== user) throw unsafe(folder, `a folder of user ${found.uid}`);
  if ((found.mode & 0o077) !== 0)
    throw unsafe(folder, `a folder that others may enter (mode ${(found.mode & 0o777).toString(8)})`);
}

function readKey(file: string): Buffer {
  try {
    writeFileSync(file, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unsafe(file, String(error), error);
  }
  const found = lstatSync(file);
  const user = process.getuid?.();
  if (!found.isFile() || (user !== undefined && (found.uid !== user || (found.mode & 0o077) !== 0)))
    throw unsafe(file, 'a key that others own or may read');
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) throw unsafe(file, `${key.length} bytes`);
  return key;
}

/** A link in the place of an entry is not followed. */
function readOwnFile(file: string): string | undefined {
  try {
    return lstatSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** The oldest half goes when there are too many. */
function prune(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.includes('.json'));
  if (names.length <= MOST_ENTRIES) return;
  const aged = names.map((name) => ({
    name,
    at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  }));
  for (const { name } of aged.toSorted((a, b) => a.at - b.at).slice(0, names.length / 2))
    rmSync(join(folder, name), { force: true });
}

function unsafe(path: string, found: string, cause?: unknown): CliFault {
  return new CliFault('unsafe-cache', {
    message: 'The cache of judgements is not used: somebody else could have put verdicts into it.',
    found: `${path}: ${found}`,
    expected: 'a folder of your own with mode 0700',
    remedy: `Remove it (rm -r), or name another with --cache DIR, or use --no-cache.`,
    cause,
  });
}
