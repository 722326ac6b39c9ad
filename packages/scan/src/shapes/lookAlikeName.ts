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

/** An escape that may be one of these letters. */
const ESCAPE = /\\u(?:\{|0[345]|11[56]|3164|ffa0)/iu;

/** Names that mix Latin letters with others that look the same: two names that read as one. */
export function lookAlikeName(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  // A letter may also be written as an escape.
  const isPossible = file.letters.lookAlike || (file.text.includes('\\u') && ESCAPE.test(file.text));
  if (!isPossible) return [];
  const names = unusualNames(view);
  const mixed = [...names].filter(([name]) => isMixed(name));
  if (mixed.length === 0) return [];
  const plain = allNames(view);
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

/** Names that are not ASCII, with where each stands first. */
function unusualNames({ module: { values }, steps }: ModuleView): ReadonlyMap<string, Span> {
  const names = new Map<string, Span>();
  for (let value = 0; value < values.length; value++) {
    const name = values.nameOf(value);
    if (name !== undefined && !isAscii(name) && !names.has(name))
      names.set(name, values.spanOf(value) ?? { start: 0, end: 0 });
  }
  for (const { key, span } of steps.loadsNamed((name) => !isAscii(name)))
    if (typeof key === 'string' && !names.has(key)) names.set(key, span);
  return names;
}

function allNames({ module: { values }, steps }: ModuleView): ReadonlySet<string> {
  const names = new Set<string>();
  for (let value = 0; value < values.length; value++) {
    const name = values.nameOf(value);
    if (name !== undefined) names.add(name);
  }
  for (const { key } of steps.loadsNamed(() => true)) if (typeof key === 'string') names.add(key);
  return names;
}
