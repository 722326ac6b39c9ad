import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A public key found on this machine. */
export interface FoundKey {
  /** The file to hand to ssh-keygen: the private key where it lies beside, else the public one (an agent or a token holds the private half). */
  readonly file: string;
  /** `type base64`, without the comment. */
  readonly key: string;
  readonly comment: string;
}

const PUBLIC_KEY = /^((?:sk-)?(?:ssh|ecdsa-sha2)-[^\s]+) ([A-Za-z0-9+/=]+)(?: (.*))?$/;

/** The public keys `*.pub` of a directory such as `~/.ssh`, by name; none where it cannot be read. */
export async function publicKeyFiles(directory: string): Promise<FoundKey[]> {
  const names: string[] = await readdir(directory).catch(() => []);
  const keys: FoundKey[] = [];
  for (const name of names.filter((entry) => entry.endsWith('.pub')).toSorted()) {
    const file = join(directory, name);
    const key = publicKeyOf(await readFile(file, 'utf8').catch(() => ''));
    if (key === undefined) continue;
    const privateFile = file.slice(0, -'.pub'.length);
    keys.push({ ...key, file: names.includes(name.slice(0, -'.pub'.length)) ? privateFile : file });
  }
  return keys;
}

/** The key in the text of a `.pub` file. */
export function publicKeyOf(text: string): Omit<FoundKey, 'file'> | undefined {
  const parts = PUBLIC_KEY.exec(text.trim());
  return parts === null ? undefined : { key: `${parts[1] ?? ''} ${parts[2] ?? ''}`, comment: parts[3] ?? '' };
}
