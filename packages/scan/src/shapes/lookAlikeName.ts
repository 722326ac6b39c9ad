import type { Span } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import type { ModuleView } from './moduleView.ts';
import type { ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Cyrillic, Greek and Armenian letters that look like Latin ones (from the confusables of UTS #39). */
const LATIN: ReadonlyMap<string, string> = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT Ү Y ХX ѡw νv οo αa ρp ιi κk υu ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX օo սu ոn ցg հh'
    .split(' ')
    .filter((pair) => pair.length === 2)
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);
const INVISIBLE_LETTER = /[\u115F\u1160\u3164\uFFA0]/u;

/** What must stand in the text for such a name: one of these letters, or an escape that may be one. */
const ESCAPE = /\\u(?:\{|0[345]|11[56]|3164|ffa0)/iu;
const LETTER = /[\u0370-\u058F\u115F\u1160\u3164\uFFA0]|\\u(?:\{|0[345]|11[56]|3164|ffa0)/iu;

/** Names that mix Latin letters with others that look the same: two names that read as one. */
export function lookAlikeName(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  // Nearly all files are ASCII; a letter may also be written as an escape.
  if (view === undefined || !(file.isAscii ? ESCAPE : LETTER).test(file.text)) return [];
  const names = new Map<string, Span>();
  forEachName(view, (name, span) => {
    if (!isAscii(name) && !names.has(name)) names.set(name, span());
  });
  const mixed = [...names].filter(([name]) => isMixed(name));
  if (mixed.length === 0) return [];
  const plain = new Set<string>();
  forEachName(view, (name) => void plain.add(name));
  const places: Place[] = [];
  let hasTwin = false;
  for (const [name, span] of mixed) {
    const skeleton = Array.from(name)
      .map((one) => LATIN.get(one) ?? one)
      .join('');
    if (plain.has(skeleton) || INVISIBLE_LETTER.test(name)) hasTwin = true;
    places.push(file.place(span, `names ${JSON.stringify(skeleton)} with letters of another script`));
  }
  return [
    shapeFinding(
      'shape.look-alike-name',
      hasTwin ? 'high' : 'medium',
      hasTwin ? 'hold' : 'review',
      places,
      `${file.path} has names that read like others and are not${hasTwin ? '; the others stand beside them' : ''}.`,
      file.path,
    ),
  ];
}

/** Latin letters with others that look like Latin ones, and nothing else; or a letter that cannot be seen. */
function isMixed(name: string): boolean {
  if (!/^(?:[\p{ID_Continue}$#]|\u200C|\u200D)+$/u.test(name)) return false;
  if (INVISIBLE_LETTER.test(name)) return true;
  const letters = Array.from(name);
  return (
    /[A-Za-z]/u.test(name) &&
    letters.some((one) => LATIN.has(one)) &&
    letters.every((one) => LATIN.has(one) || isAscii(one))
  );
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}

function forEachName(view: ModuleView, visit: (name: string, span: () => Span) => void): void {
  const { values } = view.module;
  for (let value = 0; value < values.length; value++) {
    const name = values.nameOf(value);
    if (name !== undefined) visit(name, () => values.spanOf(value) ?? { start: 0, end: 0 });
  }
  for (const { key, span } of view.steps.loads) if (typeof key === 'string') visit(key, () => span);
}
