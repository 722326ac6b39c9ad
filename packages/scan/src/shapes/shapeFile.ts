import type { ModuleIr, Span } from '../ir/moduleIr.ts';
import type { Place } from '../packageFinding.ts';
import { type LineStarts, lineStartsOf, placeOf } from '../textOf.ts';
import { createModuleView, type ModuleView } from './moduleView.ts';

/** A file as the detectors of shapes see it. */
export interface ShapeFile {
  readonly path: string;
  readonly text: string;
  /** Nothing but ASCII stands in it, as in nearly all code: nothing in it can look like what it is not. */
  readonly isAscii: boolean;
  /** Absent where the file is no code that was lowered. */
  readonly view?: ModuleView;
  place(span: Span, what: string): Place;
}

/** `text` is what the file says, as its language decodes it; `module` the same lowered, where it is code. */
export function shapeFile(path: string, text: string, module?: ModuleIr): ShapeFile {
  let starts: LineStarts | undefined;
  const place = (span: Span, what: string): Place => placeOf(path, text, (starts ??= lineStartsOf(text)), span, what);
  // oxlint-disable-next-line no-control-regex
  const isAscii = !/[^\x00-\x7F]/.test(text);
  const file = { path, text, isAscii, place };
  return module === undefined ? file : { ...file, view: createModuleView(module) };
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
