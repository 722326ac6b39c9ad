import { hash } from 'node:crypto';
import type { PackageFile } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import { isCodePath } from './codeFile.ts';
import { readCsv } from './readCsv.ts';

const DIST_INFO = /^[^/]+\.dist-info\//;
/** Hashes that may vouch for a file; older ones may be forged (packaging specification, RECORD). */
const HASHES: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
};

/**
 * Compares a wheel with its own list of files, `*.dist-info/RECORD`. pip unpacks by the archive, audits go by the
 * list: a file that is in one alone is a file that nobody looks at.
 */
export function checkWheelRecord(files: readonly PackageFile[], isWhole: boolean, notes: ArchiveNotes): void {
  const records = files.filter(({ path }) => /^[^/]+\.dist-info\/RECORD$/.test(path));
  const [record] = records;
  const folders = new Set(files.map(({ path }) => DIST_INFO.exec(path)?.[0]).filter((folder) => folder !== undefined));
  if (folders.size > 1) {
    mismatch([...folders].sort().join(', '), 'are several .dist-info folders', 'review', notes);
  }
  if (record === undefined) {
    mismatch('RECORD', 'is missing from the wheel', 'review', notes);
    return;
  }
  const { rows, unread } = readCsv(record.bytes);
  for (const why of unread) notes.unread(record.path, why);
  const listed = new Map<string, { readonly hash: string; readonly size: string }>();
  for (const [path = '', digest = '', size = ''] of rows) listed.set(path, { hash: digest, size });
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const [path, { hash: said, size }] of listed) {
    const file = byPath.get(path);
    if (file === undefined) {
      if (isWhole && !path.endsWith('/')) mismatch(path, 'is listed in RECORD and not in the wheel', 'review', notes);
      continue;
    }
    if (isExempt(path)) continue;
    const doubt = doubtOf(file, said, size);
    if (doubt !== undefined) mismatch(path, doubt.what, doubt.decision, notes);
  }
  for (const { path } of files) {
    if (listed.has(path) || isExempt(path)) continue;
    mismatch(path, 'is in the wheel and not listed in RECORD', isCodePath(path) ? 'hold' : 'review', notes);
  }
}

function doubtOf(
  file: PackageFile,
  said: string,
  size: string,
): { what: string; decision: 'review' | 'hold' } | undefined {
  if (size !== '' && size !== String(file.bytes.length)) {
    return { what: `has ${file.bytes.length} bytes and RECORD says ${size.slice(0, 20)}`, decision: 'hold' };
  }
  const [kind = '', digest = ''] = said.split('=', 2);
  const algorithm = HASHES[kind];
  if (said === '' || algorithm === undefined) {
    return {
      what: said === '' ? 'has no hash in RECORD' : 'has a hash in RECORD that can be forged',
      decision: 'review',
    };
  }
  return hash(algorithm, file.bytes, 'base64url') === digest.replace(/=+$/, '')
    ? undefined
    : { what: 'has another hash than RECORD says', decision: 'hold' };
}

/** RECORD cannot vouch for itself, and signatures over it come later. */
function isExempt(path: string): boolean {
  return /^[^/]+\.dist-info\/RECORD(?:\.jws|\.p7s)?$/.test(path);
}

function mismatch(path: string, what: string, decision: 'review' | 'hold', notes: ArchiveNotes): void {
  notes.find({
    rule: 'archive.record-mismatch',
    decision,
    path,
    what,
    why: 'The wheel and its own list of files disagree, so checks that go by the list do not see what pip installs.',
  });
}
