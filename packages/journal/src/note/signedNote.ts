import { JournalFault } from '../journalFault.ts';

export interface NoteSignature {
  /** Key name. */
  readonly name: string;
  /** Key id: 4 bytes as 8 hexadecimal digits. */
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A C2SP signed note: a text that ends in a newline, and signatures over it. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MAX_NOTE = 64 * 1024;
const SIGNATURE_LINE = /^— (?<name>[^\s+]+) (?<data>[A-Za-z0-9+/]+={0,2})$/u;

/** Reads a signed note (c2sp.org/signed-note). Verifies nothing yet. Throws `bad-note`. */
export function parseNote(note: string): SignedNote {
  if (note.length > MAX_NOTE) throw badNote(`${note.length} characters`);
  if (!note.isWellFormed() || hasControl(note)) throw badNote('control characters or broken text');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || note.length === split + 2) throw badNote('no blank line before signatures');
  const lines = note.slice(split + 2, -1).split('\n');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/** Writes a signed note. */
export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(({ name, id, signature }) => {
    const data = Buffer.concat([Buffer.from(id, 'hex'), signature]);
    return `— ${name} ${data.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Whether a text can name a key: not empty, no Unicode space, no plus. */
export function isKeyName(name: string): boolean {
  return name.length <= 256 && /^[^\s+]+$/u.test(name) && !hasControl(name);
}

function parseSignature(line: string): NoteSignature {
  const groups = SIGNATURE_LINE.exec(line)?.groups;
  const data = Buffer.from(groups?.['data'] ?? '', 'base64');
  if (groups === undefined || data.length < 5 || data.toString('base64') !== groups['data']) {
    throw badNote(`the line ${JSON.stringify(line.slice(0, 100))}`);
  }
  return { name: groups['name'] ?? '', id: data.toString('hex', 0, 4), signature: data.subarray(4) };
}

function hasControl(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u0009\u000b-\u001f]/u.test(text);
}

export function badNote(found: string): JournalFault {
  return new JournalFault('bad-note', 'operator', {
    message: 'This is not a signed note.',
    found,
    expected: 'text, a blank line, and lines "— name base64" (c2sp.org/signed-note)',
  });
}
