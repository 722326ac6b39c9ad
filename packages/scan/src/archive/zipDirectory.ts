import type { ArchiveNotes } from './archiveNotes.ts';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

/** A record of the central directory; offsets count from the first byte of the file. */
export interface CentralRecord {
  readonly rawName: Uint8Array;
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** Type and permissions of Unix, 0 where the packer gave none. */
  readonly mode: number;
}

export interface ZipDirectory {
  readonly records: readonly CentralRecord[];
  /** Where the directory begins: no entry may reach beyond it. */
  readonly start: number;
}

/** Whether a central directory can be found, as the tools that go by content and not by name decide it. */
export function hasZipEnd(bytes: Uint8Array): boolean {
  const end = findEnd(bytes);
  if (end === undefined) return false;
  const view = viewOf(bytes);
  const start = end - view.getUint32(end + 12, true);
  return start >= 0 && start < end && view.getUint32(start, true) === CENTRAL;
}

/**
 * Reads the central directory of a zip file (PKWARE APPNOTE 6.3.10, with zip64) as Python's zipfile does.
 * Undefined when there is none. Every place where another reader would see another directory is a finding.
 */
export function readZipDirectory(name: string, bytes: Uint8Array, notes: ArchiveNotes): ZipDirectory | undefined {
  const end = findEnd(bytes);
  if (end === undefined) return undefined;
  const view = viewOf(bytes);
  const differ = (what: string): void => {
    notes.find({
      rule: 'archive.readers-differ',
      decision: 'hold',
      path: name,
      what,
      why: `Tools find different files in this archive (${what}), so what one of them checks is not what another installs.`,
    });
  };
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let offset = view.getUint32(end + 16, true);
  let endOfDirectory = end;
  const commentEnd = end + END_SIZE + view.getUint16(end + 20, true);
  if (commentEnd !== bytes.length) dataAround(name, 'has bytes after its end that are no comment', notes);

  const large = readEnd64(view, end, differ);
  if (large !== undefined) {
    if (
      disagrees(count, 0xffff, large.count) ||
      disagrees(size, 0xffffffff, large.size) ||
      disagrees(offset, 0xffffffff, large.offset)
    ) {
      differ('its two end records disagree');
    }
    ({ count, size, offset } = large);
    endOfDirectory = large.at;
  }
  const start = endOfDirectory - size;
  if (start < 0 || !Number.isSafeInteger(start)) return undefined;
  // What stands before the archive moves every offset. Python counts from the end, others from the beginning.
  const shift = start - offset;
  if (shift < 0) return undefined;
  if (shift > 0) dataAround(name, `has ${shift} bytes before its beginning`, notes);
  const records = readRecords(bytes, start, endOfDirectory, shift, differ, notes);
  if (records.length !== count)
    differ(`its directory holds ${records.length} entries and its end record says ${count}`);
  for (
    let other = bytes.indexOf(0x50, start);
    other !== -1 && other < bytes.length - END_SIZE;
    other = bytes.indexOf(0x50, other + 1)
  ) {
    if (other !== end && view.getUint32(other, true) === END) differ('it has several end records');
  }
  return { records, start };
}

function dataAround(path: string, what: string, notes: ArchiveNotes): void {
  notes.find({
    rule: 'archive.data-around',
    decision: 'hold',
    path,
    what,
    why: 'Bytes that are no part of the archive make it something else to a reader that looks at the other end.',
  });
}

/** The last end record within reach of the end, as Python finds it. */
function findEnd(bytes: Uint8Array): number | undefined {
  const view = viewOf(bytes);
  const last = bytes.length - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (bytes[at] === 0x50 && view.getUint32(at, true) === END) return at;
  }
  return undefined;
}

function readEnd64(
  view: DataView,
  end: number,
  differ: (what: string) => void,
): { at: number; count: number; size: number; offset: number } | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return undefined;
  // Python takes the record just before the locator, others the one that the locator names.
  const at = locator - 56;
  if (at < 0 || view.getUint32(at, true) !== END_64) {
    differ('its zip64 end record is not where Python looks for it');
    return undefined;
  }
  if (Number(view.getBigUint64(locator + 8, true)) !== at)
    differ('its zip64 locator names another place than the one before it');
  if (view.getBigUint64(at + 4, true) !== 44n) differ('its zip64 end record has another length than Python takes');
  return {
    at,
    count: Number(view.getBigUint64(at + 32, true)),
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

function disagrees(short: number, placeholder: number, long: number): boolean {
  return short !== placeholder && short !== long;
}

function readRecords(
  bytes: Uint8Array,
  start: number,
  end: number,
  shift: number,
  differ: (what: string) => void,
  notes: ArchiveNotes,
): CentralRecord[] {
  const view = viewOf(bytes);
  const records: CentralRecord[] = [];
  let at = start;
  while (at < end) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) {
      notes.unread('', 'the directory of the archive breaks off');
      differ('its directory breaks off');
      break;
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end) {
      notes.unread('', 'the directory of the archive breaks off');
      differ('its directory breaks off');
      break;
    }
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength);
    const flags = view.getUint16(at + 8, true);
    const path = decodeName(rawName, flags, differ);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const sizes = withZip64(extra, {
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    if (sizes.doubt !== undefined) differ(`${sizes.doubt} of ${JSON.stringify(path.slice(0, 80))}`);
    const isUnix = (view.getUint16(at + 4, true) >> 8) % 256 === 3;
    records.push({
      rawName,
      path,
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: sizes.packed,
      size: sizes.size,
      offset: sizes.offset + shift,
      mode: isUnix ? view.getUint16(at + 40, true) : 0,
    });
    at = next;
  }
  return records;
}

interface Sizes {
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
  readonly doubt?: string;
}

/** Zip64 values stand in an extra field, in a fixed order, each only where the short field is full of ones. */
function withZip64(extra: Uint8Array, short: Sizes): Sizes {
  const view = viewOf(extra);
  let { size, packed, offset } = short;
  let doubt: string | undefined;
  for (let at = 0; at + 4 <= extra.length;) {
    const kind = view.getUint16(at, true);
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extra.length) return { size, packed, offset, doubt: 'an extra field breaks off' };
    if (kind === 0x7075) doubt = 'an extra field gives another name';
    if (kind === 1) {
      let value = at + 4;
      const next = (now: number): number => {
        if (now !== 0xffffffff) return now;
        value += 8;
        if (value <= end) return Number(view.getBigUint64(value - 8, true));
        doubt = 'a zip64 field is missing';
        return now;
      };
      size = next(size);
      packed = next(packed);
      offset = next(offset);
    }
    at = end;
  }
  return { size, packed, offset, ...(doubt === undefined ? {} : { doubt }) };
}

const UTF8_NAME = 0x800;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

function decodeName(raw: Uint8Array, flags: number, differ: (what: string) => void): string {
  if ((flags & UTF8_NAME) === 0 && raw.some((byte) => byte > 127)) {
    differ('a name is in no stated encoding');
    return utf8.decode(raw);
  }
  try {
    return strictUtf8.decode(raw);
  } catch {
    return utf8.decode(raw);
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
