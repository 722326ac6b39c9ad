import type { ArchiveNotes } from './archiveNotes.ts';
import { type CentralRecord, viewOf } from './zipDirectory.ts';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const HAS_DESCRIPTOR = 8;
const UTF8_NAME = 0x800;

/** Where the bytes of an entry lie. */
export interface LocalEntry {
  readonly path: string;
  readonly start: number;
  readonly data: number;
  /** Behind the content and its data descriptor, where it has one. */
  readonly end: number;
}

/**
 * Finds an entry by its record in the central directory and compares it with its own header: tools that
 * read front to back believe the one, tools that read the directory the other. Undefined when it is not there.
 */
export function readLocalEntry(
  bytes: Uint8Array,
  record: CentralRecord,
  directory: number,
  notes: ArchiveNotes,
): LocalEntry | undefined {
  const { path, offset: start } = record;
  const view = viewOf(bytes);
  if (start + 30 > directory || view.getUint32(start, true) !== LOCAL) {
    disagree(path, 'has no header where the directory says', notes);
    notes.unread(path, 'has no header where the directory of the archive says');
    return undefined;
  }
  const flags = view.getUint16(start + 6, true);
  const nameLength = view.getUint16(start + 26, true);
  const extra = start + 30 + nameLength;
  const data = extra + view.getUint16(start + 28, true);
  const end = data + record.packed;
  if (end > directory) {
    disagree(path, 'reaches into the directory', notes);
    notes.unread(path, 'reaches beyond the content of the archive');
    return undefined;
  }
  if (Buffer.compare(bytes.subarray(start + 30, extra), record.rawName) !== 0)
    disagree(path, 'has another name in its own header', notes);
  if (view.getUint16(start + 8, true) !== record.method) disagree(path, 'has another method in its own header', notes);
  if ((flags & ~UTF8_NAME) !== (record.flags & ~UTF8_NAME)) disagree(path, 'has other flags in its own header', notes);
  const isLate = (flags & HAS_DESCRIPTOR) !== 0;
  const sizes = localSizes(view, start, extra, data);
  if (differs(sizes.crc, record.crc, isLate)) disagree(path, 'has another checksum in its own header', notes);
  if (differs(sizes.size, record.size, isLate) || differs(sizes.packed, record.packed, isLate)) {
    disagree(path, 'has another size in its own header', notes);
  }
  if (!isLate) return { path, start, data, end };
  const length = descriptorLength(view, end, directory, record);
  if (length === undefined) disagree(path, 'has another checksum or size behind its content', notes);
  return { path, start, data, end: end + (length ?? 0) };
}

/** A header that was written before the content may say nothing, but not something else. */
function differs(local: number, central: number, isLate: boolean): boolean {
  return local !== central && !(isLate && local === 0);
}

function localSizes(
  view: DataView,
  start: number,
  extra: number,
  data: number,
): { crc: number; packed: number; size: number } {
  const crc = view.getUint32(start + 14, true);
  let packed = view.getUint32(start + 18, true);
  let size = view.getUint32(start + 22, true);
  for (let at = extra; at + 4 <= data && at + 4 <= view.byteLength;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > data || end > view.byteLength) break;
    if (view.getUint16(at, true) === 1) {
      let value = at + 4;
      if (size === 0xffffffff && value + 8 <= end) {
        size = Number(view.getBigUint64(value, true));
        value += 8;
      }
      if (packed === 0xffffffff && value + 8 <= end) packed = Number(view.getBigUint64(value, true));
    }
    at = end;
  }
  return { crc, packed, size };
}

/** The length of the data descriptor at `at`, with or without signature and zip64; undefined when none agrees. */
function descriptorLength(view: DataView, at: number, limit: number, record: CentralRecord): number | undefined {
  for (const signature of [4, 0]) {
    if (signature === 4 && (at + 4 > limit || view.getUint32(at, true) !== DESCRIPTOR)) continue;
    for (const width of [4, 8]) {
      const from = at + signature;
      const length = signature + 4 + 2 * width;
      if (at + length > limit || view.getUint32(from, true) !== record.crc) continue;
      const read = (where: number): number =>
        width === 4 ? view.getUint32(where, true) : Number(view.getBigUint64(where, true));
      if (read(from + 4) === record.packed && read(from + 4 + width) === record.size) return length;
    }
  }
  return undefined;
}

function disagree(path: string, what: string, notes: ArchiveNotes): void {
  notes.find({
    rule: 'archive.directory-disagrees',
    decision: 'hold',
    path,
    what,
    why: 'The directory of the archive and the entry itself say different things, so tools that read the one install something else than tools that read the other.',
  });
}
