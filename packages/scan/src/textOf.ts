import { printable } from '@portcullis/model/printable';
import type { PackageFile } from './artifact.ts';
import type { Span } from './ir/moduleIr.ts';
import type { Place } from './packageFinding.ts';

const LONGEST = 160;
const decoder = new TextDecoder('utf-8', { ignoreBOM: false });

/** The text of a file as UTF-8 without its byte order mark; bytes that are none become U+FFFD. */
export function textOf(file: Pick<PackageFile, 'bytes'>): string {
  return decoder.decode(file.bytes);
}

/** Where each line of a text begins, for turning offsets into lines. */
export type LineStarts = readonly number[];

export function lineStartsOf(text: string): LineStarts {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A span of a text as a place with lines, columns and a printable excerpt. */
export function placeOf(file: string, text: string, starts: LineStarts, { start, end }: Span, what: string): Place {
  const first = lineAt(starts, start);
  const last = lineAt(starts, end);
  const shown = text.slice(start, Math.min(end, start + 4 * LONGEST)).replaceAll(/\s+/g, ' ');
  return {
    file,
    line: first + 1,
    column: start - (starts[first] ?? 0) + 1,
    endLine: last + 1,
    endColumn: end - (starts[last] ?? 0) + 1,
    text: excerpt(shown),
    what,
  };
}

/** Cut to what a report shows, with what a terminal could obey or a reader could not see made visible. */
export function excerpt(text: string): string {
  const seen = printable(text);
  return seen.length > LONGEST ? `${seen.slice(0, LONGEST - 1)}…` : seen;
}

function lineAt(starts: LineStarts, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
