import { randomBytes } from 'node:crypto';
import { readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type Bundle, parseBundle, parseIntent } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import { nearPath } from '../readEstate.ts';

/** Reads a file of a limited size whole, `-` from stdin. Throws `unreadable-file`. */
export function readTextFile(path: string, maxBytes: number): string {
  try {
    // Asked first, so that a file without end is refused before it fills the memory.
    const { size } = path === '-' ? { size: 0 } : statSync(path);
    if (size > maxBytes) throw new Error(`${size} bytes, more than ${maxBytes}`);
    return path === '-' ? readStdin(maxBytes) : readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliFault('unreadable-file', {
      message: 'A file cannot be read.',
      found: `${nearPath(path)}: ${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}`,
      expected: 'a file that exists and that you can read',
      cause,
    });
  }
}

const CHUNK = 65_536;
const PAUSE_MS = 5;

/** Stdin to its end. A pipe may be non-blocking, by whoever made it: then it is asked again until it has something. */
function readStdin(maxBytes: number): string {
  const chunks: Buffer[] = [];
  for (let size = 0; size <= maxBytes;) {
    const chunk = Buffer.alloc(CHUNK);
    try {
      const read = readSync(0, chunk);
      if (read === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(chunk.subarray(0, read));
      size += read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
  throw new Error(`more than ${maxBytes} bytes`);
}

const MAX_BUNDLE_BYTES = 8 * 1024 * 1024;

/** Reads an intent from a file: a bundle, or the bare intent as `sign --print` shows it. */
export function readIntentFile(path: string): Bundle {
  const value = parseJson(readTextFile(path, MAX_BUNDLE_BYTES), path);
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
export function writeBundle(path: string, bundle: Bundle, replace: boolean): void {
  const text = `${JSON.stringify(bundle, null, 2)}\n`;
  if (!replace) return writeNew(path, text);
  // Beside the file, then renamed over it: a signature gathered by hand is not lost to a full disk.
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new CliFault('unreadable-file', {
      message: 'A file cannot be written.',
      found: `${nearPath(path)}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      cause,
    });
  }
}

/** Writes a file that must not exist yet. Throws `file-exists`. */
export function writeNew(path: string, text: string, mode = 0o644): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode });
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
