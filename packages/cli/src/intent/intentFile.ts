import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { type Bundle, parseBundle, parseIntent } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import { nearPath } from '../readEstate.ts';

/** Reads a file of a limited size whole. Throws `unreadable-file`. */
export async function readTextFile(path: string, maxBytes: number): Promise<string> {
  try {
    if (path === '-') return readStdin(maxBytes);
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > maxBytes) throw new Error(`${size} bytes, more than ${maxBytes}`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new CliFault('unreadable-file', {
      message: 'A file cannot be read.',
      found: `${nearPath(path)}: ${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}`,
      expected: 'a file that exists and that you can read',
      cause,
    });
  }
}

function readStdin(maxBytes: number): string {
  const text = readFileSync(0, 'utf8');
  if (text.length > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
  return text;
}

const MAX_BUNDLE_BYTES = 8 * 1024 * 1024;

/** Reads an intent from a file: a bundle, or the bare intent as `sign --print` shows it. */
export async function readIntentFile(path: string): Promise<Bundle> {
  const value = parseJson(await readTextFile(path, MAX_BUNDLE_BYTES), path);
  if (typeof value === 'object' && value !== null && 'intent' in value) return parseBundle(value);
  const intent = parseIntent(value);
  return { v: 1, intent, signatures: [], estate: intent.estate };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliFault('unreadable-file', {
      message: 'A file is not JSON.',
      found: `${nearPath(path)}: ${(cause as Error).message}`,
      expected: 'the JSON that `portcullis propose --out`, `portcullis sign` or `portcullis status --bundle` wrote',
      cause,
    });
  }
}

/** Writes a bundle whole or not at all. Without `replace`, throws `file-exists` rather than overwrite. */
export async function writeBundle(path: string, bundle: Bundle, replace: boolean): Promise<void> {
  const text = `${JSON.stringify(bundle, null, 2)}\n`;
  if (!replace) return await writeNew(path, text);
  // Beside the file, then renamed over it: a signature gathered by hand is not lost to a full disk.
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new CliFault('unreadable-file', { message: 'A file cannot be written.', found: `${nearPath(path)}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`, cause });
  }
}

/** Writes a file that must not exist yet. Throws `file-exists`. */
export async function writeNew(path: string, text: string, mode = 0o644): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new CliFault(code === 'EEXIST' ? 'file-exists' : 'unreadable-file', {
      message: code === 'EEXIST' ? 'The file exists already, and nothing is overwritten.' : 'A file cannot be written.',
      found: `${nearPath(path)}${code === 'EEXIST' ? '' : `: ${code ?? String(cause)}`}`,
      expected: 'a new file in a directory that you can write',
      remedy: 'Name another file, or move this one away.',
      cause,
    });
  }
}
