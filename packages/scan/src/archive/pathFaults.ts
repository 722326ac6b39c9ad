import type { ArchiveNote } from './archiveNotes.ts';
import type { Limits } from './limits.ts';

const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Order of reading turned around, which makes `exe.txt` of `txt.exe`. */
const TURNING = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/;
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/;
/** Names that are a device on Windows whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** What is wrong with the name of an entry alone; empty for a name that every system takes as it stands. */
export function pathFaults(path: string, limits: Limits): ArchiveNote[] {
  const faults: ArchiveNote[] = [];
  const segments = path.replace(/\/+$/, '').split(/[\\/]/);
  if (segments.includes('..') || /^[\\/]/.test(path) || /^[a-z]:/i.test(path)) {
    faults.push({
      rule: 'archive.escaping-path',
      decision: 'hold',
      path,
      what: segments.includes('..') ? 'leads out of the folder that it is unpacked into' : 'is an absolute path',
      why: 'A file that is unpacked outside its folder overwrites what belongs to others; no honest packer writes such a name.',
    });
  }
  const odd = oddity(path, segments);
  if (odd !== undefined) {
    faults.push({
      rule: 'archive.odd-path',
      decision: odd.decision,
      path,
      what: odd.what,
      why: 'Systems and tools write such a name differently, so the file that is checked is not the file that is installed.',
    });
  }
  if (INVISIBLE.test(path)) {
    const turns = TURNING.test(path);
    faults.push({
      rule: 'archive.invisible-name',
      decision: turns ? 'hold' : 'review',
      path,
      what: turns
        ? 'has a name that is shown in another order than it is read'
        : 'has characters in its name that nobody sees',
      why: 'What a reader sees as the name of the file is not its name.',
    });
  }
  if (segments.length - 1 > limits.depth || path.length > limits.pathLength) {
    faults.push({
      rule: 'archive.odd-path',
      decision: 'review',
      path,
      what:
        segments.length - 1 > limits.depth
          ? `lies ${segments.length - 1} folders deep`
          : `has a name of ${path.length} characters`,
      why: 'Tools give up at different depths and lengths, so some install the file and others do not.',
    });
  }
  return faults;
}

function oddity(path: string, segments: readonly string[]): { what: string; decision: 'note' | 'hold' } | undefined {
  if (path === '') return { what: 'has no name', decision: 'hold' };
  if (path.includes('\0')) return { what: 'has a NUL in its name, where some tools end it', decision: 'hold' };
  if (CONTROL.test(path)) return { what: 'has control characters in its name', decision: 'hold' };
  if (path.includes('\\'))
    return { what: 'has a backslash in its name, which is a folder on Windows', decision: 'hold' };
  if (path.includes('\uFFFD')) return { what: 'has a name that is not UTF-8', decision: 'hold' };
  if (segments.some((segment) => segment !== '.' && /[. ]$/.test(segment) && segment !== '..')) {
    return { what: 'has a name that ends in a dot or blank, which Windows leaves out', decision: 'note' };
  }
  if (segments.some((segment) => DEVICE.test(segment))) {
    return { what: 'has the name of a device of Windows', decision: 'note' };
  }
  if (path.includes(':'))
    return { what: 'has a colon in its name, which Windows takes as a drive or stream', decision: 'note' };
  if (segments.slice(1).some((segment) => segment === '' || segment === '.')) {
    return { what: 'has an empty folder name', decision: 'note' };
  }
  return undefined;
}
