import { hash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { JournalFault, tampered } from '../journalFault.ts';
import { parseOrigin } from '../note/checkpoint.ts';
import { type NoteSigner, noteSigner, type NoteVerifier, parseNoteSigner, parseNoteVerifier } from '../note/noteKey.ts';
import type { JournalPaths } from './journalPaths.ts';
import { writeDurably } from './writeDurably.ts';

/**
 * Makes the key of a new journal. Without an origin the journal is named after the key itself,
 * which keeps two unnamed journals apart.
 */
export function makeKey(paths: JournalPaths, origin: string | undefined): NoteSigner {
  const seed = randomBytes(32);
  const name = parseOrigin(
    origin ?? `portcullis/${hash('sha256', noteSigner('unnamed', seed).verifier.text, 'hex').slice(0, 16)}`,
  );
  const signer = noteSigner(name, seed);
  writeDurably(paths.key, `${signer.text}\n`, 0o600);
  writeDurably(paths.verifier, `${signer.verifier.text}\n`);
  return signer;
}

/** Reads the private key of a journal. Throws `key-missing`, `key-exposed`, `bad-key`, and `wrong-key` when the public one beside it is another. */
export function readKey(paths: JournalPaths): NoteSigner {
  if (!existsSync(paths.key)) throw missing(paths.key);
  const mode = statSync(paths.key).mode & 0o777;
  // Whoever reads the key can sign a journal of their own making.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new JournalFault('key-exposed', 'operator', {
      message: 'Others can read the private key of the journal.',
      found: `mode 0${mode.toString(8)} of ${paths.key}`,
      expected: 'mode 0600',
      remedy: `chmod 600 ${paths.key}`,
    });
  }
  const signer = parseNoteSigner(readFileSync(paths.key, 'utf8').trimEnd());
  if (!existsSync(paths.verifier)) writeDurably(paths.verifier, `${signer.verifier.text}\n`);
  const verifier = readVerifier(paths);
  if (verifier.text !== signer.verifier.text) {
    throw tampered(
      'wrong-key',
      'The private and the public key of the journal do not belong together.',
      `${signer.verifier.text} in ${paths.key}`,
      `${verifier.text}, as in ${paths.verifier}`,
    );
  }
  return signer;
}

/** Reads the public key of a journal. Throws `key-missing`, `bad-key`. */
export function readVerifier(paths: JournalPaths): NoteVerifier {
  if (!existsSync(paths.verifier)) throw missing(paths.verifier);
  return parseNoteVerifier(readFileSync(paths.verifier, 'utf8').trimEnd());
}

function missing(path: string): JournalFault {
  return new JournalFault('key-missing', 'operator', {
    message: 'The key of the journal is missing.',
    found: `no file ${path}`,
    expected: 'the key that the journal was made with',
    remedy: 'Restore the file from the copy of the directory.',
  });
}
