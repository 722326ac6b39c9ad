import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Estate } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import { type FoundKey, publicKeyFiles, publicKeyOf } from './publicKeyFiles.ts';

/** A key to sign with, and whose it is by the estate. */
export interface SigningKey {
  readonly file: string;
  /** Undefined where the key file alone does not tell: the signature will. */
  readonly custodian: string | undefined;
}

/** Where to look for keys. */
export interface KeyPlaces {
  /** `--key`. */
  readonly named: string | undefined;
  readonly home: string;
  /** `SSH_AUTH_SOCK`, when an agent runs. */
  readonly agent: string | undefined;
}

/** Who an OpenSSH public key belongs to, by the estate; the comment does not matter. */
export function custodianOfKey(estate: Estate, key: string): string | undefined {
  const bare = key.split(' ').slice(0, 2).join(' ');
  return estate.custodians.find((person) =>
    person.keys.some((entry) => entry.key.split(' ').slice(0, 2).join(' ') === bare),
  )?.id;
}

/**
 * Finds a key of a custodian on this machine and hands it to `use`: the one named, else one in `~/.ssh`,
 * else one in the agent. Throws `no-key` with what was looked at.
 */
export async function withSigningKey<Result>(
  estate: Estate,
  places: KeyPlaces,
  use: (key: SigningKey) => Promise<Result>,
): Promise<Result> {
  if (places.named !== undefined) return await use(await namedKey(estate, places.named));
  const found = await publicKeyFiles(join(places.home, '.ssh'));
  const mine = found
    .map((key) => ({ key, custodian: custodianOfKey(estate, key.key) }))
    .filter(({ custodian }) => custodian !== undefined);
  const people = new Set(mine.map(({ custodian }) => custodian));
  if (people.size > 1) throw ambiguous(mine.map(({ key, custodian }) => `${key.file} (${custodian ?? ''})`));
  const first = mine[0];
  if (first !== undefined) return await use({ file: first.key.file, custodian: first.custodian });
  const held = (await agentKeys(places.agent)).find((key) => custodianOfKey(estate, key.key) !== undefined);
  if (held === undefined) throw none(found);
  // ssh-keygen takes an agent's key by a file with its public half.
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-'));
  try {
    const file = join(directory, 'key.pub');
    await writeFile(file, `${held.key}\n`, { mode: 0o600 });
    return await use({ file, custodian: custodianOfKey(estate, held.key) });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function namedKey(estate: Estate, file: string): Promise<SigningKey> {
  const texts = await Promise.all([file, `${file}.pub`].map((path) => readFile(path, 'utf8').catch(() => undefined)));
  if (texts[0] === undefined) {
    throw new CliFault('no-key', {
      message: 'The key file cannot be read.',
      found: file,
      expected: 'a private key, or the public key of one that an agent or a security key holds',
    });
  }
  const key = texts
    .map((text) => (text === undefined ? undefined : publicKeyOf(text)))
    .find((entry) => entry !== undefined);
  return { file, custodian: key === undefined ? undefined : custodianOfKey(estate, key.key) };
}

async function agentKeys(socket: string | undefined): Promise<Omit<FoundKey, 'file'>[]> {
  if (socket === undefined || socket === '') return [];
  const listed = await promisify(execFile)('ssh-add', ['-L'], { timeout: 5000 }).catch(() => ({ stdout: '' }));
  return listed.stdout.split('\n').flatMap((line) => publicKeyOf(line) ?? []);
}

function ambiguous(files: readonly string[]): CliFault {
  return new CliFault('no-key', {
    message: 'Keys of several custodians lie here.',
    found: files.join(', '),
    expected: 'one person',
    remedy: 'Name the key with --key PATH.',
  });
}

function none(found: readonly FoundKey[]): CliFault {
  return new CliFault('no-key', {
    message: 'No key of a custodian was found on this machine.',
    found:
      found.length === 0
        ? 'no *.pub in ~/.ssh and none in the agent'
        : `${found.map((key) => key.file).join(', ')}, none of them in the estate`,
    expected: 'a key that stands under `custodians` in the estate file',
    remedy: 'Name it with --key PATH, or sign on another machine: `portcullis sign ID --print`.',
  });
}
