import type { PackageFile } from '../artifact.ts';
import type { ModuleIr, Span } from '../ir/moduleIr.ts';
import type { Place } from '../packageFinding.ts';
import { type LineStarts, lineStartsOf, placeOf, textOf } from '../textOf.ts';
import { createModuleView, type ModuleView } from './moduleView.ts';

/** A file as the detectors of shapes see it. */
export interface ShapeFile {
  readonly path: string;
  readonly text: string;
  /** Absent where the file is no code that was lowered. */
  readonly view?: ModuleView;
  place(span: Span, what: string): Place;
}

/** `module` is the lowered file where it is code. */
export function shapeFile(file: PackageFile, module?: ModuleIr): ShapeFile {
  const text = textOf(file);
  let starts: LineStarts | undefined;
  const base = {
    path: file.path,
    text,
    place: (span: Span, what: string): Place => placeOf(file.path, text, (starts ??= lineStartsOf(text)), span, what),
  };
  return module === undefined ? base : { ...base, view: createModuleView(module) };
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
