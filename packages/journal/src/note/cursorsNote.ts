import { hash } from 'node:crypto';
import { tampered } from '../journalFault.ts';
import { type NoteSigner, type NoteVerifier, openNote } from './noteKey.ts';
import { formatNote } from './signedNote.ts';

/**
 * Cursors say where sensors resume, so one flipped digit would skip blocks unseen. They are
 * no entries, so they get a note of their own, with a first line that no checkpoint has.
 */
export function signCursors(cursors: Readonly<Record<string, string>>, signer: NoteSigner): string {
  const text = textOf(cursors, signer.verifier.name);
  return formatNote({ text, signatures: [signer.sign(text)] });
}

/** Checks that cursors are those that were signed. Throws as `openNote`, and `edited`. */
export function verifyCursors(cursors: Readonly<Record<string, string>>, note: string, verifier: NoteVerifier): void {
  const signed = openNote(note, verifier);
  const found = textOf(cursors, verifier.name);
  if (signed !== found)
    throw tampered('edited', 'The cursors are not those that were signed.', lastLine(found), lastLine(signed));
}

function textOf(cursors: Readonly<Record<string, string>>, name: string): string {
  const pairs = Object.entries(cursors).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${name} cursors\n${hash('sha256', JSON.stringify(pairs), 'base64')}\n`;
}

function lastLine(text: string): string {
  return `cursors with the digest ${text.trimEnd().split('\n').at(-1) ?? ''}`;
}
