import { open } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { SecretRef } from '@portcullis/model';
import { RespondFault } from './respondFault.ts';

const MAX_BYTES = 16_384;

/**
 * Reads a secret that the estate names, without the line break at its end. A file is
 * looked up from the estate file's directory and must be readable by its owner alone.
 * Throws `no-key` or `bad-key`.
 */
export async function readSecret(
  ref: SecretRef,
  from: { readonly directory: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<string> {
  if ('env' in ref) return filled(from.env[ref.env] ?? '', `the environment variable ${ref.env}`);
  const path = isAbsolute(ref.file) ? ref.file : resolve(from.directory, ref.file);
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new RespondFault('no-key', {
      message: `The secret file ${ref.file} cannot be read.`,
      found: String(cause),
      expected: 'a file of mode 0600',
      remedy: 'Make it, or mend the path in the estate.',
      cause,
    });
  });
  try {
    // Of the open file, not of the path, which could be another file by now.
    const { mode, size } = await file.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new RespondFault('bad-key', {
        message: `The secret file ${ref.file} can be read by others.`,
        found: `mode ${(mode & 0o777).toString(8).padStart(4, '0')}`,
        expected: 'mode 0600',
        remedy: `chmod 600 ${ref.file}`,
      });
    }
    if (size > MAX_BYTES)
      throw new RespondFault('bad-key', {
        message: `The secret file ${ref.file} is too large.`,
        found: `${size} bytes`,
        expected: `at most ${MAX_BYTES}`,
      });
    return filled(await file.readFile('utf8'), `the secret file ${ref.file}`);
  } finally {
    await file.close();
  }
}

function filled(text: string, where: string): string {
  const secret = text.replace(/\r?\n$/, '');
  if (secret !== '') return secret;
  throw new RespondFault('no-key', {
    message: `There is no secret in ${where}.`,
    expected: 'the secret',
    remedy: 'Set it before the start.',
  });
}
