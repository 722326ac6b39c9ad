import { crc32 } from 'node:zlib';
import type { ArchiveNotes } from './archiveNotes.ts';
import { type Entry, NOTHING } from './entry.ts';
import { inflateDeclared } from './inflateDeclared.ts';
import { type Allowance, mayUnpackTo } from './limits.ts';
import { type CentralRecord, readZipDirectory } from './zipDirectory.ts';
import { type LocalEntry, readLocalEntry } from './zipLocal.ts';
import { checkLayout } from './zipLayout.ts';

const ENCRYPTED = 0x2041;
const PATCHED = 0x20;
const STORED = 0;
const DEFLATED = 8;

const KIND_BITS = 0o170000;
const LINK = 0o120000;
const FOLDER = 0o040000;
const FILE = 0o100000;

const text = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The entries of a zip archive by its central directory, each compared with its local header and unpacked
 * under the limits. Undefined when there is no directory.
 */
export function readZip(
  name: string,
  bytes: Uint8Array,
  allowance: Allowance,
  notes: ArchiveNotes,
): Entry[] | undefined {
  const directory = readZipDirectory(name, bytes, notes);
  if (directory === undefined) return undefined;
  const entries: Entry[] = [];
  const extents: LocalEntry[] = [];
  const taken = new Set<number>();
  for (const record of directory.records) {
    allowance.files -= 1;
    if (allowance.files < 0) {
      notes.unread(name, `has more than ${allowance.limits.files} entries; the rest was not read`);
      // The layout of what was not read cannot be judged either.
      return entries;
    }
    const local = readLocalEntry(bytes, record, directory.start, notes);
    if (local === undefined) continue;
    extents.push(local);
    // A second entry over the same bytes is named by the layout; to unpack it again is what a bomb wants.
    if (taken.has(local.data) && record.packed > 0) {
      notes.unread(record.path, 'shares its bytes with another entry');
      continue;
    }
    taken.add(local.data);
    const entry = toEntry(bytes, record, local, allowance, notes);
    if (entry !== undefined) entries.push(entry);
  }
  checkLayout(name, bytes, directory.start, extents, notes);
  return entries;
}

function toEntry(
  bytes: Uint8Array,
  record: CentralRecord,
  local: LocalEntry,
  allowance: Allowance,
  notes: ArchiveNotes,
): Entry | undefined {
  const nul = record.path.indexOf('\0');
  const kind = record.mode & KIND_BITS;
  const isFolder = record.path.endsWith('/');
  if (isFolder && record.size === 0)
    return { path: record.path, kind: 'folder', bytes: NOTHING, mode: record.mode & 0o7777 };
  const content = unpack(bytes, record, local, allowance, notes);
  if (content === undefined) return undefined;
  if (isFolder) {
    notes.find({
      rule: 'archive.readers-differ',
      decision: 'hold',
      path: record.path,
      what: 'is a folder by its name and has content',
      why: 'Some tools make a folder of such an entry and others a file.',
    });
  }
  if (kind === LINK) {
    // pip writes the target's name into a file; other tools make the link.
    return {
      path: record.path,
      kind: 'symlink',
      bytes: NOTHING,
      mode: record.mode & 0o7777,
      target: text.decode(content),
    };
  }
  if (kind !== 0 && kind !== FILE && kind !== FOLDER) {
    return { path: record.path, kind: 'device', bytes: NOTHING, mode: record.mode & 0o7777 };
  }
  if (nul !== -1) {
    notes.find({
      rule: 'archive.odd-path',
      decision: 'hold',
      path: record.path,
      what: 'has a NUL in its name, where some tools end it',
      why: 'Systems and tools write such a name differently, so the file that is checked is not the file that is installed.',
    });
  }
  return {
    path: nul === -1 ? record.path : record.path.slice(0, nul),
    kind: 'file',
    bytes: content,
    mode: record.mode & 0o7777,
  };
}

/** The content of an entry; undefined when none of it could be read. */
function unpack(
  bytes: Uint8Array,
  record: CentralRecord,
  local: LocalEntry,
  allowance: Allowance,
  notes: ArchiveNotes,
): Uint8Array | undefined {
  const { path } = record;
  if ((record.flags & (ENCRYPTED | PATCHED)) !== 0 || (record.method !== STORED && record.method !== DEFLATED)) {
    const what = (record.flags & ENCRYPTED) !== 0 ? 'is encrypted' : `is packed by method ${record.method}`;
    notes.find({
      rule: 'archive.unusual-method',
      decision: 'hold',
      path,
      what,
      why: 'No packer for this registry does so, and what it holds could not be read.',
    });
    notes.unread(path, what);
    return undefined;
  }
  const room = mayUnpackTo(record.packed, allowance);
  if (record.method === STORED) {
    const content = bytes.subarray(local.data, local.data + record.packed);
    if (content.length > room) {
      notes.unread(path, `has ${content.length} bytes, more than the limits allow`);
      return undefined;
    }
    return checked(record, content, allowance, notes);
  }
  const read = inflateDeclared(bytes, local.data, local.data + record.packed, room, record.size);
  switch (read.stopped) {
    case 'limit': {
      const isBomb = room < allowance.limits.fileBytes && room < allowance.bytes;
      if (isBomb) {
        notes.find({
          rule: 'archive.bomb',
          decision: 'hold',
          path,
          what: `unpacks to more than ${allowance.limits.ratio} times its size`,
          why: 'The archive is made to fill the memory or the disk of whoever unpacks it.',
        });
      }
      notes.unread(path, 'unpacks to more than the limits allow');
      return undefined;
    }
    case 'broken':
    case 'truncated':
      notes.unread(path, `its packed content is ${read.stopped}; ${read.bytes.length} bytes before that were read`);
      sizeLie(path, 'cannot be unpacked to its end', notes);
      allowance.bytes -= read.bytes.length;
      return read.bytes;
    case 'complete':
      if (read.end !== local.data + record.packed) {
        sizeLie(path, `has ${local.data + record.packed - read.end} bytes behind its packed content`, notes);
      }
      return checked(record, read.bytes, allowance, notes);
  }
}

function checked(record: CentralRecord, content: Uint8Array, allowance: Allowance, notes: ArchiveNotes): Uint8Array {
  allowance.bytes -= content.length;
  if (content.length !== record.size) {
    sizeLie(record.path, `says ${record.size} bytes and holds ${content.length}`, notes);
  }
  if (crc32(content) !== record.crc) {
    notes.find({
      rule: 'archive.wrong-checksum',
      decision: 'hold',
      path: record.path,
      what: 'has a checksum that is not that of its content',
      why: 'The content is not what was packed: it was damaged or changed after packing.',
    });
  }
  return content;
}

function sizeLie(path: string, what: string, notes: ArchiveNotes): void {
  notes.find({
    rule: 'archive.size-lie',
    decision: 'hold',
    path,
    what,
    why: 'The archive names a size that its content does not have, so tools take different parts of it.',
  });
}
