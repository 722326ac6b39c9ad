import type { PackageFinding, Place } from '../packageFinding.ts';
import type { ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';
import { SHORTEST_PAYLOAD } from './unusualLetters.ts';

/** Characters that no editor shows, or shows as a box: fillers, joiners, selectors, tags, private use. */
const HIDDEN: readonly string[] = [
  '\\u00AD\\u115F\\u1160\\u3164\\uFFA0\\uFEFF',
  '\\u17B4\\u17B5\\u180B-\\u180F',
  '\\u200B-\\u200D\\u2060-\\u2064\\u206A-\\u206F',
  '\\uFE00-\\uFE0F\\u{E0000}-\\u{E0FFF}',
  '\\uE000-\\uF8FF\\u{F0000}-\\u{10FFFD}',
];
const RUN = new RegExp(`[${HIDDEN.join('')}]{8,}`, 'gu');
/** Of these, the ones that take no place at all. */
const INVISIBLE = /[^\uE000-\uF8FF\u{F0000}-\u{10FFFD}]/u;
/** Glyphs of an icon font stand in lists, but not in hundreds without anything between. */
const SHORTEST_PRIVATE = 64;
/** What turns characters into something that runs. */
const DECODES =
  /codePointAt|charCodeAt|fromCharCode|fromCodePoint|\bord\(|\bchr\(|TextDecoder|Buffer\.from|\beval\b|\bexec\(/u;

/** Runs of characters that cannot be seen and are long enough to carry data: zero width, selectors, tags, private use. */
export function hiddenText(file: ShapeFile): PackageFinding[] {
  if (!file.letters.hide) return [];
  const places: Place[] = [];
  let isSure = false;
  for (const match of file.text.matchAll(RUN)) {
    const run = Array.from(match[0]);
    const isInvisible = INVISIBLE.test(match[0]);
    if (run.length < (isInvisible ? SHORTEST_PAYLOAD : SHORTEST_PRIVATE)) continue;
    const distinct = new Set(run).size;
    // A list of such characters has each once; data repeats them.
    if (distinct * 2 > run.length || distinct === 1) continue;
    if (isInvisible) isSure = true;
    places.push(
      file.place(
        { start: match.index, end: match.index + match[0].length },
        `holds ${run.length} characters that cannot be seen`,
      ),
    );
  }
  if (places.length === 0) return [];
  const decodes = DECODES.test(file.text);
  return [
    shapeFinding(
      'shape.hidden-text',
      isSure && decodes ? 'high' : 'medium',
      isSure && decodes ? 'hold' : 'review',
      places,
      `${file.path} holds text that no reader sees${decodes ? ', and code that reads characters as numbers' : ''}.`,
      file.path,
    ),
  ];
}
