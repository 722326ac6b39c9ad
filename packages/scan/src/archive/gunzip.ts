import { crc32 } from 'node:zlib';
import type { ArchiveNotes } from './archiveNotes.ts';
import { NOTHING } from './entry.ts';
import { inflate } from './inflate.ts';
import { inflateDeclared } from './inflateDeclared.ts';
import { type Allowance, mayExpandTo } from './limits.ts';
import { BLOCK, readTarBlock } from './tarHeader.ts';

const HAS_HEADER_CRC = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const RESERVED = 0xe0;

/** Whether bytes begin as a gzip member does. */
export function isGzip(bytes: Uint8Array, at = 0): boolean {
  return bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8;
}

/** Whether bytes, packed by gzip or not, begin with a header of a tar archive. */
export function beginsAsTar(bytes: Uint8Array): boolean {
  const start = isGzip(bytes) ? headerEnd(bytes, 0) : undefined;
  // A little more than a block, for the limit may stop a whole copy short of it.
  const head = start === undefined ? bytes : inflate(bytes, start, bytes.length, 2 * BLOCK).bytes;
  return head.length >= BLOCK && readTarBlock(head, 0).is === 'header';
}

/**
 * Unpacks a gzip file (RFC 1952), all its members. What cannot be read is named in `notes`; undefined
 * when not even the first member begins.
 */
export function gunzip(
  name: string,
  bytes: Uint8Array,
  allowance: Allowance,
  notes: ArchiveNotes,
): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let at = 0;
  let room = mayExpandTo(bytes.length, allowance);
  let members = 0;
  for (;;) {
    const start = headerEnd(bytes, at);
    if (start === undefined) {
      if (members === 0) return undefined;
      notes.find({
        rule: 'archive.data-around',
        decision: 'hold',
        path: name,
        what: `has ${bytes.length - at} bytes after its compressed content`,
        why: 'Bytes that are no part of the archive follow it; some tools refuse such a file and others pass over them.',
      });
      return join(parts);
    }
    members += 1;
    if (members === 2) {
      notes.find({
        rule: 'archive.concatenated',
        decision: 'review',
        path: name,
        what: 'is made of several gzip members',
        why: 'Some tools read only the first of several gzip members, others all of them, so what is installed depends on the tool.',
      });
    }
    const read = inflateDeclared(bytes, start, bytes.length, room, sizeHint(bytes));
    parts.push(read.bytes);
    room -= read.bytes.length;
    if (read.stopped === 'limit') {
      stoppedAtLimit(name, bytes.length, allowance, notes);
      return join(parts);
    }
    if (read.stopped !== 'complete' || read.end + 8 > bytes.length) {
      const why = read.stopped === 'broken' ? 'the compressed content is broken' : 'the file ends too early';
      notes.unread(name, `${why}; ${read.bytes.length} bytes before that were read`);
      return join(parts);
    }
    checkTrailer(name, bytes, read.end, read.bytes, notes);
    at = read.end + 8;
    const padding = at;
    while (at < bytes.length && bytes[at] === 0) at += 1;
    if (at === bytes.length) return join(parts);
    if (at > padding && isGzip(bytes, at)) {
      notes.find({
        rule: 'archive.readers-differ',
        decision: 'hold',
        path: name,
        what: 'has another gzip member behind zeros',
        why: 'Node stops at zeros after a gzip member and Python reads on, so npm and pip see different files.',
      });
    }
  }
}

/** Where the DEFLATE stream of a member begins; undefined where there is no member. */
function headerEnd(bytes: Uint8Array, start: number): number | undefined {
  const flags = bytes[start + 3];
  if (!isGzip(bytes, start) || flags === undefined || (flags & RESERVED) !== 0) return undefined;
  let at = start + 10;
  if (flags & HAS_EXTRA) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (const text of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & text) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) return undefined;
    at = end + 1;
  }
  if (flags & HAS_HEADER_CRC) {
    const stored = (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
    // zlib refuses a header whose sum is wrong; a reader that does not would see what npm does not.
    if ((crc32(bytes.subarray(start, at)) & 0xffff) !== stored) return undefined;
    at += 2;
  }
  return at <= bytes.length ? at : undefined;
}

function checkTrailer(name: string, bytes: Uint8Array, at: number, content: Uint8Array, notes: ArchiveNotes): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  if (view.getUint32(0, true) !== crc32(content)) {
    notes.find({
      rule: 'archive.wrong-checksum',
      decision: 'hold',
      path: name,
      what: 'has a gzip checksum that is not that of its content',
      why: 'The content is not what was packed: it was damaged or changed after packing.',
    });
  }
  if (view.getUint32(4, true) !== content.length % 0x1_0000_0000) {
    notes.find({
      rule: 'archive.size-lie',
      decision: 'hold',
      path: name,
      what: `says ${view.getUint32(4, true)} bytes and holds ${content.length}`,
      why: 'The archive names a size that its content does not have.',
    });
  }
}

/** The last four bytes say the size of an honest archive of one member. */
function sizeHint(bytes: Uint8Array): number {
  return bytes.length < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
}

function stoppedAtLimit(name: string, packed: number, allowance: Allowance, notes: ArchiveNotes): void {
  const isBomb = packed * allowance.limits.ratio <= allowance.bytes;
  if (isBomb) {
    notes.find({
      rule: 'archive.bomb',
      decision: 'hold',
      path: name,
      what: `unpacks to more than ${allowance.limits.ratio} times its size`,
      why: 'The archive is made to fill the memory or the disk of whoever unpacks it.',
    });
  }
  notes.unread(
    name,
    `unpacks to more than the limit of ${isBomb ? `${allowance.limits.ratio} times its size` : `${allowance.limits.totalBytes} bytes`}`,
  );
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] ?? NOTHING;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
