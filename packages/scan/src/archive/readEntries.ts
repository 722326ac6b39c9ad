import type { Ecosystem } from '../artifact.ts';
import type { ArchiveNotes } from './archiveNotes.ts';
import type { Entry } from './entry.ts';
import { gunzip, isGzip } from './gunzip.ts';
import type { Allowance } from './limits.ts';
import { readTar } from './readTar.ts';
import { readZip } from './readZip.ts';
import { hasZipEnd } from './zipDirectory.ts';

/** The entries of a tar archive, packed by gzip or not; undefined for bytes that are none. */
export function readTarball(
  name: string,
  bytes: Uint8Array,
  ecosystem: Ecosystem,
  allowance: Allowance,
  notes: ArchiveNotes,
): Entry[] | undefined {
  const tar = isGzip(bytes) ? gunzip(name, bytes, allowance, notes) : bytes;
  const entries = tar === undefined ? undefined : readTar(name, tar, ecosystem, allowance, notes);
  if (entries !== undefined && hasZipEnd(bytes)) {
    notes.find({
      rule: 'archive.readers-differ',
      decision: 'hold',
      path: name,
      what: 'is a zip archive too',
      why: 'pip looks at the content and unpacks such a file as zip; what it installs is not what the name promises.',
    });
  }
  return entries;
}

/** Whether bytes begin as a zip archive does, with an entry or empty. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

export { readZip };
