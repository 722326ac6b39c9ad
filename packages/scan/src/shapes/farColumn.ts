import type { PackageFinding, Place } from '../packageFinding.ts';
import type { ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Blanks from the first one of a run on, so that a long run is looked at once. */
const FAR = /(?<![ \t\u00A0\u2000-\u200A\u3000])[ \t\u00A0\u2000-\u200A\u3000]{300,}(?=\S)/gu;
const CODE =
  /(?:[A-Za-z_$\])][\w$]*\s*\(|\b(?:require|import|eval|exec|fetch|process|globalThis|__import__)\b|=>|[\w$\])]\s*=[^=])/u;
const COMMENT = /^(?:\/\/|#|\*|<!--)/u;

/** Code pushed so far to the right that no editor shows it. */
export function farColumn(file: ShapeFile): PackageFinding[] {
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
