/** Text to put in the place of a range; offsets in UTF-16 units, end exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap, in whatever order they come. Throws where two do. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let whole = '';
  let at = 0;
  for (const edit of edits.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
    if (edit.start < at) throw new RangeError(`edits overlap at ${edit.start}: ${edit.text}`);
    whole += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return whole + text.slice(at);
}
