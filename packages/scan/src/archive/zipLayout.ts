import type { ArchiveNotes } from './archiveNotes.ts';
import { excerpt } from '../textOf.ts';
import { viewOf } from './zipDirectory.ts';
import type { LocalEntry } from './zipLocal.ts';

const LOCAL = 0x04034b50;

/** Whether the entries lie one behind the other from the first byte to the directory, without overlap and gap. */
export function checkLayout(
  name: string,
  bytes: Uint8Array,
  directory: number,
  extents: readonly LocalEntry[],
  notes: ArchiveNotes,
): void {
  const view = viewOf(bytes);
  const sorted = [...extents].sort((a, b) => a.start - b.start || a.end - b.end);
  let reached = 0;
  for (const extent of [...sorted, { path: name, start: directory, data: directory, end: directory }]) {
    if (extent.start < reached) {
      notes.find({
        rule: 'archive.overlapping-entries',
        decision: 'hold',
        path: extent.path,
        what: 'shares bytes with another entry',
        why: 'Entries that lie over each other make a small archive unpack to a huge one, or show tools different content.',
      });
    } else if (extent.start > reached) checkGap(reached, extent.start);
    reached = Math.max(reached, extent.end);
  }

  function checkGap(start: number, end: number): void {
    for (let at = bytes.indexOf(0x50, start); at !== -1 && at + 30 <= end; at = bytes.indexOf(0x50, at + 1)) {
      if (view.getUint32(at, true) !== LOCAL) continue;
      const length = Math.min(view.getUint16(at + 26, true), 200);
      const hidden = excerpt(new TextDecoder().decode(bytes.subarray(at + 30, Math.min(end, at + 30 + length))));
      notes.find({
        rule: 'archive.hidden-entry',
        decision: 'hold',
        path: hidden === '' ? name : hidden,
        what: 'is in the archive and not in its directory',
        why: 'Tools that read the archive front to back unpack a file that tools that read its directory never see.',
      });
      return;
    }
    notes.find({
      rule: 'archive.data-around',
      decision: 'review',
      path: name,
      what: `has ${end - start} bytes between its entries`,
      why: 'Bytes that belong to no entry lie between the entries.',
    });
  }
}
