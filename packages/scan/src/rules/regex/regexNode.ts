/** UTF-16 units from first to last, both included. */
export type UnitRange = readonly [first: number, last: number];

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly is: 'empty' }
  | { readonly is: 'unit'; readonly ranges: readonly UnitRange[] }
  | { readonly is: 'sequence' | 'choice'; readonly of: readonly RegexNode[] }
  | { readonly is: 'repeat'; readonly of: RegexNode; readonly least: number; readonly most: number | undefined }
  | { readonly is: 'assert'; readonly what: 'start' | 'end' | 'border' | 'inside' };

export const DIGITS: readonly UnitRange[] = [[0x30, 0x39]];
export const WORD: readonly UnitRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const SPACE: readonly UnitRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** Everything that the ranges do not hold. */
export function complement(ranges: readonly UnitRange[]): UnitRange[] {
  const rest: UnitRange[] = [];
  let next = 0;
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (first > next) rest.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  return next > 0xffff ? rest : [...rest, [next, 0xffff]];
}
