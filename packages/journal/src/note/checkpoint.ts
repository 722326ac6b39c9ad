import { JournalFault } from '../journalFault.ts';
import { hashBase64, type HashText, parseHashBase64 } from '../merkle/hash.ts';
import { type NoteSigner, type NoteVerifier, openNote } from './noteKey.ts';
import { badNote, formatNote, isKeyName } from './signedNote.ts';

/** The head of a log, as its operator signs it (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** The log's name, which is also the name of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: HashText;
}

/** A size and a root as a signed note. The key's name is the origin. */
export function signCheckpoint({ size, root }: Omit<Checkpoint, 'origin'>, signer: NoteSigner): string {
  const text = `${signer.verifier.name}\n${size}\n${hashBase64(root)}\n`;
  return formatNote({ text, signatures: [signer.sign(text)] });
}

/** Checks the signature and reads the checkpoint. Throws as `openNote`; `bad-note` for text of another form or another log. */
export function openCheckpoint(note: string, verifier: NoteVerifier): Checkpoint {
  const text = openNote(note, verifier);
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n');
  const hash = parseHashBase64(root);
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw badNote(`the tree size ${JSON.stringify(size)}`);
  if (hash === undefined) throw badNote(`the root ${JSON.stringify(root)}`);
  if (extensions.includes('')) throw badNote('an empty extension line');
  if (origin !== verifier.name) throw badNote(`the origin ${JSON.stringify(origin)} signed by ${verifier.name}`);
  return { origin, size: Number(size), root: hash };
}

/** Checks a name for a log before its key is made. Throws `bad-origin`. */
export function parseOrigin(origin: string): string {
  if (isKeyName(origin)) return origin;
  throw new JournalFault('bad-origin', 'operator', {
    message: 'This cannot name a journal.',
    found: JSON.stringify(origin),
    expected: 'a URL without its scheme, such as example.org/portcullis: no spaces, no plus (c2sp.org/signed-note)',
  });
}
