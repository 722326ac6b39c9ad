import type { PackageFinding, Place } from '../packageFinding.ts';
import type { ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

const ALL = /[\u202A-\u202E\u2066-\u2069\n]/gu;
/** Embeddings and overrides end with POP DIRECTIONAL FORMATTING, isolates with POP DIRECTIONAL ISOLATE. */
const OPENS = new Map([
  ['\u202A', '\u202C'],
  ['\u202B', '\u202C'],
  ['\u202D', '\u202C'],
  ['\u202E', '\u202C'],
  ['\u2066', '\u2069'],
  ['\u2067', '\u2069'],
  ['\u2068', '\u2069'],
]);
/** What ends a string or a comment: text between a control and its end must not hold it. */
const BORDER = /["'`]|\/\*|\*\/|\/\/|<!--|-->/u;

/**
 * Direction controls that reach beyond the string or comment they stand in, so that code reads in another order
 * than it runs ("Trojan Source", CVE-2021-42574). Right-to-left text that closes what it opens is every
 * translation's.
 */
export function hiddenDirection(file: ShapeFile): PackageFinding[] {
  if (!file.letters.turn) return [];
  const places: Place[] = [];
  let isCode = false;
  for (const { start, end } of strayControls(file.text)) {
    const line = lineAround(file.text, start);
    // A list of the controls themselves, as in a pattern that removes them, orders nothing.
    const isListed = /\[[^\]\n]*$/u.test(line.before) && /^[^[\n]*\]/u.test(line.after);
    if (isListed) continue;
    if (/[A-Za-z_$]\w*\s*[(=.{]/u.test(line.before + line.after)) isCode = true;
    places.push(file.place({ start, end }, 'turns the direction in which the rest of the line is shown'));
  }
  if (places.length === 0) return [];
  return [
    shapeFinding(
      'shape.hidden-direction',
      isCode ? 'high' : 'medium',
      isCode ? 'hold' : 'review',
      places,
      `${file.path} shows code in another order than it runs: ${places.length} direction controls reach beyond the text they stand in.`,
      file.path,
    ),
  ];
}

function strayControls(text: string): { start: number; end: number }[] {
  const stray: { start: number; end: number }[] = [];
  let open: { at: number; closes: string }[] = [];
  for (const match of text.matchAll(ALL)) {
    const at = match.index;
    const one = match[0];
    const closes = OPENS.get(one);
    if (one === '\n') {
      // Each line is ordered by itself: what is open at its end never closes.
      for (const left of open) stray.push({ start: left.at, end: at });
      open = [];
    } else if (closes !== undefined) {
      open.push({ at, closes });
    } else {
      const last = open.findLastIndex((left) => left.closes === one);
      const opened = open[last];
      if (opened === undefined) continue;
      if (BORDER.test(text.slice(opened.at, at))) stray.push({ start: opened.at, end: at + 1 });
      open.length = last;
    }
  }
  for (const left of open) stray.push({ start: left.at, end: text.length });
  return stray;
}

function lineAround(text: string, at: number): { before: string; after: string } {
  const from = text.lastIndexOf('\n', at) + 1;
  const to = text.indexOf('\n', at);
  return {
    before: text.slice(Math.max(from, at - 200), at),
    after: text.slice(at, to < 0 ? at + 400 : Math.min(to, at + 400)),
  };
}
