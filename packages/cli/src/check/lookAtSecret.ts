import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { SecretRef } from '@portcullis/model';
import type { SecretState } from './fileHoles.ts';

/** Finds out whether a secret is there and who may read it, without reading it. Paths are beside the estate file. */
export function lookAtSecret(
  secret: SecretRef,
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): SecretState {
  if ('env' in secret)
    return (env[secret.env] ?? '') === '' ? { is: 'missing', where: `the variable ${secret.env}` } : { is: 'kept' };
  const where = isAbsolute(secret.file) ? secret.file : join(directory, secret.file);
  const found = statSync(where, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile() || found.size === 0) return { is: 'missing', where };
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    return { is: 'readable-by-others', where, mode: found.mode };
  return { is: 'kept' };
}
