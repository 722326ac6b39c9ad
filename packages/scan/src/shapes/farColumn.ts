import type { PackageFinding, Place } from '../packageFinding.ts';
import type { ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Blanks from the first one of a run on, so that a long run is looked at once. */
const FAR = /(?<![ \t\u00A0\u2000-\u200A\u3000])[ \t\u00A0\u2000-\u200A\u3000]{300,}(?=\S)/gu;
const CODE =
  /(?:[A-Za-z_$\])][\w$]*\s*\(|\b(?:require|import|eval|exec|fetch|process|globalThis|__import__)\b|=>|[\w$\])]\s*=[^=])/u;
const COMMENT = /^(?:\/\/|#|\*|<!--)/u;

const FEWEST_BLANKS = 300;

/** Whether so many blanks may stand in a row: then some place that is looked at holds one, and blanks around it. */
function mayBeFar(text: string): boolean {
  for (let at = FEWEST_BLANKS - 1; at < text.length; at += FEWEST_BLANKS) {
    if (!isBlank(text.charCodeAt(at))) continue;
    let start = at;
    let end = at + 1;
    while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
    while (end < text.length && isBlank(text.charCodeAt(end))) end++;
    if (end - start >= FEWEST_BLANKS) return true;
    at = Math.max(at, end - FEWEST_BLANKS);
  }
  return false;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a);
}

/** Code pushed so far to the right that no editor shows it. */
export function farColumn(file: ShapeFile): PackageFinding[] {
  if (!mayBeFar(file.text)) return [];
  const places: Place[] = [];
  let isCode = false;
  for (const match of file.text.matchAll(FAR)) {
    const start = match.index + match[0].length;
    const newline = file.text.indexOf('\n', start);
    const end = newline < 0 ? file.text.length : newline;
    const rest = file.text.slice(start, Math.min(end, start + 2_000));
    if (COMMENT.test(rest)) continue;
    if (CODE.test(rest)) isCode = true;
    places.push(file.place({ start, end }, `stands behind ${match[0].length} blanks`));
  }
  if (places.length === 0) return [];
  return [
    shapeFinding(
      'shape.far-column',
      isCode ? 'high' : 'low',
      isCode ? 'hold' : 'note',
      places,
      `${file.path} has ${isCode ? 'code' : 'text'} behind hundreds of blanks, where no reader looks.`,
      file.path,
    ),
  ];
}
