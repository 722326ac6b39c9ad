import type { ModuleIr, Span } from '../ir/moduleIr.ts';
import type { Place } from '../packageFinding.ts';
import { type LineStarts, lineStartsOf, placeOf } from '../textOf.ts';
import { createModuleView, type ModuleView } from './moduleView.ts';
import type { NumberRoom } from './numberRoom.ts';
import { type UnusualLetters, unusualLetters } from './unusualLetters.ts';

/** A file as the detectors of shapes see it. */
export interface ShapeFile {
  readonly path: string;
  readonly text: string;
  readonly letters: UnusualLetters;
  /** Absent where the file is no code that was lowered. */
  readonly view?: ModuleView;
  place(span: Span, what: string): Place;
}

/** What is read of a file: `text` as its language decodes it, from so many `bytes`, and lowered where it is code. */
export interface ReadFile {
  readonly path: string;
  readonly text: string;
  readonly bytes: number;
  readonly module?: ModuleIr | undefined;
}

/** What is seen of the file's module is good until `room` is cleared. */
export function shapeFile({ path, text, bytes, module }: ReadFile, room: NumberRoom): ShapeFile {
  let starts: LineStarts | undefined;
  const place = (span: Span, what: string): Place => placeOf(path, text, (starts ??= lineStartsOf(text)), span, what);
  const letters = unusualLetters(text, bytes);
  return module === undefined
    ? { path, text, letters, place }
    : { path, text, letters, place, view: createModuleView(module, room) };
}

/** Source that a runtime loads. */
export function isSource(path: string): boolean {
  return /\.(?:[cm]?jsx?|[cm]?tsx?|pyw?|pth)$/iu.test(path) && !/\.d\.[cm]?ts$/iu.test(path);
}

/** Files that belong to a package's own tests and examples: shipped by mistake, run by nobody. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|fixtures?|examples?|bench(?:marks?)?)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*|conftest)\.py$/iu.test(
    path,
  );
}
