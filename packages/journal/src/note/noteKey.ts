import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { JournalFault } from '../journalFault.ts';
import { isKeyName, type NoteSignature, parseNote } from './signedNote.ts';

/** Signature type of plain Ed25519 in c2sp.org/signed-note. */
const ED25519 = 1;
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A public key that notes are checked with. */
export interface NoteVerifier {
  readonly name: string;
  /** Key id: 8 hexadecimal digits. */
  readonly id: string;
  /** `name+id+base64`: how the key is handed to others. */
  readonly text: string;
  verifies(message: string, signature: Uint8Array): boolean;
}

/** A private key that signs notes. */
export interface NoteSigner {
  readonly verifier: NoteVerifier;
  /** `PRIVATE+KEY+name+id+base64`: how the key is kept, in the form that Go's `sumdb/note` reads. */
  readonly text: string;
  sign(message: string): NoteSignature;
}

/** Makes a signer from a name and 32 random bytes. Throws `bad-key`. */
export function noteSigner(name: string, seed: Uint8Array): NoteSigner {
  if (seed.length !== 32) throw badKey(`a seed of ${seed.length} bytes`);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const verifier = noteVerifier(name, spki.subarray(SPKI_PREFIX.length));
  const data = Buffer.concat([Buffer.of(ED25519), seed]);
  return {
    verifier,
    text: `PRIVATE+KEY+${name}+${verifier.id}+${data.toString('base64')}`,
    sign: (message) => ({ name, id: verifier.id, signature: sign(null, Buffer.from(message), key) }),
  };
}

/** Reads a private key as `NoteSigner.text` writes it. Throws `bad-key`. */
export function parseNoteSigner(text: string): NoteSigner {
  const groups = /^PRIVATE\+KEY\+(?<name>[^\s+]+)\+(?<id>[0-9a-f]{8})\+(?<data>[A-Za-z0-9+/]+={0,2})$/u.exec(
    text,
  )?.groups;
  const data = Buffer.from(groups?.['data'] ?? '', 'base64');
  if (groups === undefined || data[0] !== ED25519) throw badKey('a text of another form');
  const signer = noteSigner(groups['name'] ?? '', data.subarray(1));
  if (signer.verifier.id !== groups['id']) throw badKey(`the id ${groups['id']} for the key ${signer.verifier.id}`);
  return signer;
}

/** Reads a verifier key, `name+id+base64`. Throws `bad-key`. */
export function parseNoteVerifier(text: string): NoteVerifier {
  const groups = /^(?<name>[^\s+]+)\+(?<id>[0-9a-f]{8})\+(?<data>[A-Za-z0-9+/]+={0,2})$/u.exec(text)?.groups;
  const data = Buffer.from(groups?.['data'] ?? '', 'base64');
  if (groups === undefined || data[0] !== ED25519 || data.length !== 33) throw badKey('a text of another form');
  const verifier = noteVerifier(groups['name'] ?? '', data.subarray(1));
  if (verifier.text !== text) throw badKey(`the id ${groups['id']} for the key ${verifier.id}`);
  return verifier;
}

/**
 * The text of a note, once it is known to be signed with this key. Other signatures (of
 * witnesses) are ignored, as the standard says. Throws `bad-note`; `wrong-key` when no signature is
 * by this key; `edited` when the one that says so is not over this text.
 */
export function openNote(note: string, verifier: NoteVerifier): string {
  const { text, signatures } = parseNote(note);
  const ours = signatures.filter(({ name, id }) => name === verifier.name && id === verifier.id);
  if (ours.length === 0) {
    throw new JournalFault('wrong-key', 'operator', {
      message: 'This is signed with another key.',
      found: `signatures by ${signatures.map(({ name, id }) => `${name}+${id}`).join(', ')}`,
      expected: `one by ${verifier.name}+${verifier.id}`,
      remedy:
        'Use the key that belongs to this journal. If nobody changed the key, the journal was replaced: keep it as evidence.',
    });
  }
  if (ours.some(({ signature }) => !verifier.verifies(text, signature))) {
    throw new JournalFault('edited', 'operator', {
      message: 'The signed text was changed after it was signed.',
      found: `a signature by ${verifier.name}+${verifier.id} that is not over this text`,
      expected: 'the text that was signed',
      remedy: 'Keep it as evidence and restore the journal directory from its newest copy.',
    });
  }
  return text;
}

function noteVerifier(name: string, publicKey: Uint8Array): NoteVerifier {
  if (!isKeyName(name)) throw badKey(`the name ${JSON.stringify(name)}`);
  const data = Buffer.concat([Buffer.of(ED25519), publicKey]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), data]), 'hex').slice(0, 8);
  const key: KeyObject = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return {
    name,
    id,
    text: `${name}+${id}+${data.toString('base64')}`,
    verifies: (message, signature) => signature.length === 64 && verify(null, Buffer.from(message), key, signature),
  };
}

function badKey(found: string): JournalFault {
  return new JournalFault('bad-key', 'operator', {
    message: 'This is not an Ed25519 note key.',
    found,
    expected: 'name+id+base64 (c2sp.org/signed-note), with PRIVATE+KEY+ before it for a private one',
  });
}
