import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Digest, digestOf } from '@portcullis/model';

/** The files the server keeps beside the journal. All are made at the first start, readable by their owner only. */
export interface DataDirectory {
  readonly path: string;
  /** Where the journal lives. */
  readonly journal: string;
  /** The operator's bearer token. */
  readonly token: string;
  /** Ed25519 key that signs gate answers. It can say "up" or "down" and nothing else. */
  readonly answerKey: KeyObject;
  /** Keeps the text of a proposed estate until its intent is signed. */
  holdEstate(text: string): Digest;
  heldEstate(digest: Digest): string | undefined;
  heldCount(): number;
}

/** Opens the data directory, making what is missing. */
export function openDataDirectory(path: string): DataDirectory {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const estates = join(path, 'estates');
  mkdirSync(estates, { recursive: true, mode: 0o700 });
  const estateFile = (digest: Digest): string => join(estates, `${digest.slice('sha256:'.length)}.yaml`);
  return {
    path,
    journal: join(path, 'journal'),
    token: keep(join(path, 'api-token'), () => randomBytes(32).toString('base64url')).trim(),
    answerKey: createPrivateKey(
      keep(join(path, 'answers.key'), () =>
        generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
    ),
    holdEstate(text) {
      const digest = digestOf(text);
      writeWhole(estateFile(digest), text);
      return digest;
    },
    heldEstate(digest) {
      const file = estateFile(digest);
      if (!existsSync(file)) return undefined;
      const text = readFileSync(file, 'utf8');
      // The directory is not trusted: only the text that was signed counts.
      return digestOf(text) === digest ? text : undefined;
    },
    heldCount: () => readdirSync(estates).length,
  };
}

/** Reads a file of ours, or makes it once. */
function keep(path: string, make: () => string): string {
  if (!existsSync(path)) writeWhole(path, `${make().trimEnd()}\n`);
  return readFileSync(path, 'utf8');
}

/** Writes beside and renames, so that a crash leaves the old file or the new one, never half of one. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, path);
}
