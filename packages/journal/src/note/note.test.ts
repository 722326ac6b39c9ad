import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, hashBase64 } from '../merkle/hash.ts';
import { openCheckpoint, parseOrigin, signCheckpoint } from './checkpoint.ts';
import { signCursors, verifyCursors } from './cursorsNote.ts';
import { noteSigner, openNote, parseNoteSigner, parseNoteVerifier } from './noteKey.ts';
import { formatNote, parseNote } from './signedNote.ts';

const signer = noteSigner('example.com/log', new Uint8Array(32).fill(7));
const other = noteSigner('example.com/log', new Uint8Array(32).fill(8));
const { verifier } = signer;
const code = (name: string) => expect.objectContaining({ code: name });

/**
 * Made outside this code base, from the two standards alone: Python's hashlib and the
 * reference Ed25519 of RFC 8032 §6 over the seed of 32 bytes 07 (see the text for size and root).
 */
const FIXTURE = {
  verifier: 'example.com/log+702f3c70+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs',
  note: 'example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— example.com/log cC88cMDY+F2scM7oHmYuLh0dab5bBhJfhA1ZAcihLOGONkzwIuUbCMBe3tjRqdt7fEf3KXsTbNqpFgoSd1QQtmpmMQ0=\n',
};

describe('a note key', () => {
  it('is written as another implementation of the standard writes it', () => {
    expect(verifier.text).toBe(FIXTURE.verifier);
  });
  it('is read as it is written', () => {
    expect(parseNoteSigner(signer.text).text).toBe(signer.text);
    expect(parseNoteVerifier(verifier.text).text).toBe(verifier.text);
  });
  it.each([
    ['another form', 'hello'],
    ['another id', verifier.text.replace(verifier.id, '00000000')],
    ['another name under the same id', verifier.text.replace('log+', 'lag+')],
    ['another algorithm', `example.com/log+00000000+${Buffer.alloc(33, 2).toString('base64')}`],
    ['a short key', `example.com/log+00000000+${Buffer.alloc(32, 1).toString('base64')}`],
    ['a line behind it', `${verifier.text}\n`],
  ])('is refused with %s', (_, text) => {
    expect(() => parseNoteVerifier(text)).toThrow(code('bad-key'));
  });
  it.each([
    ['another form', verifier.text],
    ['another id', signer.text.replace(verifier.id, '00000000')],
  ])('is refused as a private one with %s', (_, text) => {
    expect(() => parseNoteSigner(text)).toThrow(code('bad-key'));
  });
  it('is refused with a seed of another length or a name with a space', () => {
    expect(() => noteSigner('a', new Uint8Array(31))).toThrow(code('bad-key'));
    expect(() => noteSigner('a b', new Uint8Array(32))).toThrow(code('bad-key'));
  });
});

describe('a signed note', () => {
  const text = 'first\n\nthird\n';
  const note = formatNote({ text, signatures: [signer.sign(text)] });

  it('is opened by its key, whatever else signed it, and keeps empty lines', () => {
    const both = formatNote({ text, signatures: [other.sign(text), signer.sign(text)] });
    expect(openNote(note, verifier)).toBe(text);
    expect(openNote(both, verifier)).toBe(text);
  });
  it('is what the standard says, byte for byte, to a verifier made of node:crypto alone', () => {
    const [, line = ''] = note.split('\n\n— ').map((part) => part.trimEnd());
    const data = Buffer.from(line.split(' ')[1] ?? '', 'base64');
    const spki = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(verifier.text.split('+').at(-1) ?? '', 'base64').subarray(1),
    ]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(data.subarray(0, 4).toString('hex')).toBe(verifier.id);
    expect(verify(null, Buffer.from(text), key, data.subarray(4))).toBe(true);
  });
  it('is refused when no signature is by the key', () => {
    const theirs = formatNote({ text, signatures: [other.sign(text)] });
    expect(() => openNote(theirs, verifier)).toThrow(code('wrong-key'));
  });
  it('is refused when any letter of the text changed', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), (at) => {
        const changed = `${text.slice(0, at)}x${text.slice(at + 1)}`;
        expect(() => openNote(note.replace(text, changed), verifier)).toThrow(
          expect.objectContaining({ name: 'JournalFault' }),
        );
      }),
    );
  });
  it.each([
    ['nothing', ''],
    ['no signatures', 'text\n\n'],
    ['no blank line', 'text\n— a b\n'],
    ['no newline at the end', note.trimEnd()],
    ['a carriage return', note.replace('first', 'first\r')],
    ['a signature that is not base64', note.replace(/[^ ]+\n$/, '!!!!\n')],
    ['base64 with loose bits at its end', note.replace(/.=\n$/, '/=\n')],
    ['a signature shorter than its key id', 'text\n\n— a AAAA\n'],
    ['a hyphen for the dash', note.replace('—', '-')],
    ['a lone surrogate', note.replace('first', '\ud800')],
    ['a megabyte', `${'x'.repeat(1_000_000)}\n${note}`],
  ])('is refused with %s', (_, bad) => {
    expect(() => parseNote(bad)).toThrow(code('bad-note'));
  });
});

describe('a checkpoint', () => {
  const head = { size: 0, root: EMPTY_ROOT };
  it('is written as another implementation of the standard writes it', () => {
    expect(signCheckpoint(head, signer)).toBe(FIXTURE.note);
    expect(openCheckpoint(FIXTURE.note, verifier)).toEqual({ origin: 'example.com/log', ...head });
  });
  it('may carry extension lines', () => {
    expect(openCheckpoint(signed(`example.com/log\n1\n${hashBase64(EMPTY_ROOT)}\nmore\n`), verifier).size).toBe(1);
  });
  it.each([
    ['another origin than its key', `example.org/log\n1\n${hashBase64(EMPTY_ROOT)}\n`],
    ['a size with a leading zero', `example.com/log\n01\n${hashBase64(EMPTY_ROOT)}\n`],
    ['a negative size', `example.com/log\n-1\n${hashBase64(EMPTY_ROOT)}\n`],
    ['a size beyond what we count', `example.com/log\n9999999999999999\n${hashBase64(EMPTY_ROOT)}\n`],
    ['a short root', 'example.com/log\n1\nAAAA\n'],
    ['an empty extension line', `example.com/log\n1\n${hashBase64(EMPTY_ROOT)}\n\nx\n`],
    ['two lines', 'example.com/log\n1\n'],
  ])('is refused with %s', (_, text) => {
    expect(() => openCheckpoint(signed(text), verifier)).toThrow(code('bad-note'));
  });
  it.each([[''], ['a b'], ['a+b'], ['a\nb'], ['a\u2003b']])('is not named %j', (origin) => {
    expect(() => parseOrigin(origin)).toThrow(code('bad-origin'));
  });
});

describe('the note of the cursors', () => {
  const note = signCursors({ b: '2', a: '1' }, signer);
  it('is the same for the same cursors in any order', () => {
    expect(() => verifyCursors({ a: '1', b: '2' }, note, verifier)).not.toThrow();
  });
  it('is refused for other cursors, and as a checkpoint', () => {
    for (const cursors of [{ a: '1' }, { a: '1', b: '3' }, { a: '1', b: '2', c: '' }, { a: '12', b: '' }]) {
      expect(() => verifyCursors(cursors, note, verifier)).toThrow(code('edited'));
    }
    expect(() => openCheckpoint(note, verifier)).toThrow(code('bad-note'));
    expect(() => verifyCursors({}, signCheckpoint({ size: 0, root: EMPTY_ROOT }, signer), verifier)).toThrow(
      code('edited'),
    );
  });
});

function signed(text: string): string {
  return formatNote({ text, signatures: [signer.sign(text)] });
}
