import type { Ecosystem } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import { type Entry, NOTHING } from './entry.ts';
import type { Allowance } from './limits.ts';
import { type PaxRecords, readPaxRecords } from './paxRecords.ts';
import { BLOCK, hasHiddenLine, readTarBlock, type TarHeader } from './tarHeader.ts';

/** npm passes over an extended header that is larger. */
const LARGEST_EXTENSION = 1024 * 1024;
/** The largest size that the octal field holds; only beyond it a pax header has to say another. */
const LARGEST_OCTAL = 0o77777777777;
const text = new TextDecoder('utf-8', { ignoreBOM: true });

/** What extended headers said of the entry to come. */
interface Pending {
  pax: PaxRecords | undefined;
  longPath: string | undefined;
  longTarget: string | undefined;
}

/**
 * The entries of a tar archive (ustar, pax, GNU), read as npm (for `npm`) or Python's tarfile (for `pypi`)
 * would. Wherever the two part ways there is a finding. Undefined when there is no entry at all.
 */
export function readTar(
  name: string,
  bytes: Uint8Array,
  ecosystem: Ecosystem,
  allowance: Allowance,
  notes: ArchiveNotes,
): Entry[] | undefined {
  const entries: Entry[] = [];
  const forAll = new Map<string, string>();
  let pending: Pending = { pax: undefined, longPath: undefined, longTarget: undefined };
  let zeros = 0;
  let at = 0;
  let headers = 0;

  const differ = (path: string, what: string): void => {
    notes.find({
      rule: 'archive.readers-differ',
      decision: 'hold',
      path,
      what,
      why: `Tools read this entry of the archive differently (${what}), so what one of them checks is not what another installs.`,
    });
  };
  const damaged = (why: string): void => {
    notes.find({
      rule: 'archive.wrong-checksum',
      decision: 'hold',
      path: name,
      what: `has a tar header that is none: ${why}`,
      why: 'Python ends an archive at a damaged header and npm passes over it, so they install different files.',
    });
  };

  for (; at + BLOCK <= bytes.length;) {
    const block = readTarBlock(bytes, at);
    if (block.is === 'zeros') {
      zeros += 1;
      at += BLOCK;
      continue;
    }
    if (zeros > 0 && block.is === 'invalid') {
      notes.find({
        rule: 'archive.data-around',
        decision: 'review',
        path: name,
        what: 'has bytes after the end of the archive',
        why: 'Bytes that no tool unpacks follow the end of the archive.',
      });
      break;
    }
    if (block.is === 'invalid') {
      if (headers === 0) return undefined;
      damaged(block.why);
      at += BLOCK;
      continue;
    }
    if (zeros > 0) {
      notes.find({
        rule: 'archive.entries-after-end',
        decision: 'hold',
        path: block.path,
        what: 'stands after the end mark of the archive',
        why: 'The entry stands behind zeros that end the archive for some tools and not for others.',
      });
      // npm needs two blocks of zeros to stop, Python one.
      if (zeros > 1 || ecosystem === 'pypi') break;
      zeros = 0;
    }
    headers += 1;
    if (Number.isNaN(block.size)) {
      differ(block.path, 'its size is no octal number');
      notes.unread(block.path, 'its size is no octal number');
      at += BLOCK;
      continue;
    }
    if (block.path === '') differ(name, 'an entry has no name of its own, and npm passes over it');
    if (block.endsPython && ecosystem === 'pypi') differ(block.path, 'a number of its header is none');
    if (block.confusesNpm) differ(block.path, 'its header holds bytes that npm takes for a name or a number');
    const body = at + BLOCK;
    if ('xXgLK'.includes(block.type)) {
      const end = body + block.size;
      at = body + padded(block.size);
      if (end > bytes.length || block.size > LARGEST_EXTENSION) {
        differ(block.path, `it has an extended header of ${block.size} bytes, which npm does not read`);
        notes.unread(block.path, `has an extended header of ${block.size} bytes`);
        continue;
      }
      pending = readExtension(block, bytes.subarray(body, end), pending, forAll, differ);
      continue;
    }
    allowance.files -= 1;
    if (allowance.files < 0) {
      notes.unread(name, `has more than ${allowance.limits.files} entries; the rest was not read`);
      break;
    }
    const entry = named(block, pending, forAll, ecosystem, differ);
    pending = { pax: undefined, longPath: undefined, longTarget: undefined };
    at = body + padded(bodySize(entry, block, ecosystem, differ));
    const kind = kindOf(entry, ecosystem, differ);
    if (kind !== 'file') {
      entries.push({
        path: entry.path,
        kind,
        bytes: NOTHING,
        mode: entry.mode,
        ...(entry.target === '' ? {} : { target: entry.target }),
      });
      continue;
    }
    if (entry.type === 'S') {
      notes.unread(entry.path, 'is stored with holes');
      continue;
    }
    if (entry.size > allowance.limits.fileBytes || entry.size > allowance.bytes) {
      notes.unread(entry.path, `has ${entry.size} bytes, more than the limits allow`);
      continue;
    }
    const end = Math.min(bytes.length, body + entry.size);
    if (end < body + entry.size) notes.unread(entry.path, 'the archive ends within it');
    allowance.bytes -= end - body;
    entries.push({ path: entry.path, kind, bytes: bytes.subarray(body, end), mode: entry.mode });
  }
  if (at < bytes.length && zeros === 0 && bytes.length - at < BLOCK)
    notes.unread(name, 'the archive ends within a header');
  return headers === 0 && zeros === 0 ? undefined : entries;
}

type Differ = (path: string, what: string) => void;

function readExtension(
  header: TarHeader,
  body: Uint8Array,
  pending: Pending,
  forAll: Map<string, string>,
  differ: Differ,
): Pending {
  if (header.type === 'L' || header.type === 'K') {
    if (header.target !== '') differ(header.path, 'its long name names a target like a link, which npm refuses');
    if (hasHiddenLine(body)) differ(header.path, 'its long name goes on in a new line behind its end');
    const end = body.indexOf(0);
    const long = text.decode(end === -1 ? body : body.subarray(0, end));
    if (header.type === 'K') return { ...pending, longTarget: long };
    return { ...pending, longPath: long };
  }
  const records = readPaxRecords(body);
  for (const doubt of records.doubts) differ(header.path, doubt);
  if (header.type === 'g') {
    for (const [key, value] of records.values) {
      forAll.set(key, value);
      if (changesContent(key)) differ(header.path, `a header for all entries sets ${key}`);
    }
    return pending;
  }
  if (pending.pax !== undefined) differ(header.path, 'it has two pax headers');
  return { ...pending, pax: records };
}

/** The header with what extended headers say instead. */
function named(
  header: TarHeader,
  pending: Pending,
  forAll: ReadonlyMap<string, string>,
  ecosystem: Ecosystem,
  differ: Differ,
): TarHeader {
  const own = pending.pax?.values;
  const shared = ecosystem === 'pypi' ? forAll : new Map<string, string>();
  const path = own?.get('path') ?? pending.longPath ?? shared.get('path') ?? header.path;
  const target = own?.get('linkpath') ?? pending.longTarget ?? shared.get('linkpath') ?? header.target;
  if (own?.has('path') && pending.longPath !== undefined && own.get('path') !== pending.longPath) {
    differ(path, 'its pax header and its GNU header give it different names');
  }
  if (header.hasStrayPrefix && own?.has('path') !== true && pending.longPath === undefined) {
    differ(path, 'its name has a prefix in a format that has none');
  }
  for (const key of own?.keys() ?? []) {
    if (key.startsWith('GNU.sparse')) differ(path, 'its pax header says that it is stored with holes');
  }
  const said = own?.get('size') ?? forAll.get('size');
  if (said === undefined) return { ...header, path, target };
  const size = /^\d{1,15}$/.test(said) ? Number(said) : header.size;
  if (size !== header.size && size <= LARGEST_OCTAL) {
    differ(path, `its pax header says ${said} bytes and its own header ${header.size}`);
  }
  return { ...header, path, target, size };
}

/** How many bytes of body are passed over for it. */
function bodySize(entry: TarHeader, raw: TarHeader, ecosystem: Ecosystem, differ: Differ): number {
  if (entry.size === 0) return 0;
  switch (entry.type) {
    // Old packers wrote the size of a folder as the file system gave it, without a body; all tools know.
    case '5':
      return 0;
    case '1':
    case '2':
    case '3':
    case '4':
    case '6':
      differ(entry.path, `it is no file and says that it has ${raw.size} bytes`);
      return ecosystem === 'npm' ? entry.size : 0;
    case '0':
      if (!entry.path.endsWith('/')) return entry.size;
      differ(entry.path, 'its name is that of a folder and it has bytes like a file');
      return ecosystem === 'npm' ? 0 : entry.size;
    default:
      return entry.size;
  }
}

function kindOf(entry: TarHeader, ecosystem: Ecosystem, differ: Differ): Entry['kind'] {
  if ('1234567'.includes(entry.type) && entry.type !== '5' && entry.path.endsWith('/')) {
    differ(entry.path, 'its name is that of a folder and its kind is not');
  }
  switch (entry.type) {
    case '0':
    case '7':
      if (entry.target !== '') differ(entry.path, 'it is a file and names a target like a link, which npm refuses');
      return entry.path.endsWith('/') && (ecosystem === 'npm' || entry.size === 0) ? 'folder' : 'file';
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    case '3':
    case '4':
    case '6':
      return 'device';
    case '5':
      return 'folder';
    default:
      differ(
        entry.path,
        `it is of the kind ${JSON.stringify(entry.type)}, which Python unpacks as a file and npm does not`,
      );
      return 'file';
  }
}

function changesContent(key: string): boolean {
  return key === 'path' || key === 'linkpath' || key === 'size' || key.startsWith('GNU.sparse');
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
