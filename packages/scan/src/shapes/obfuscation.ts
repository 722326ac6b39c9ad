import type { PackageFinding, Place } from '../packageFinding.ts';
import { memberTable } from './memberTable.ts';
import { obfuscationTraces } from './obfuscationTraces.ts';
import { isSource, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Weight from which a file counts as obfuscated: one trace that nothing else leaves, or several weaker ones. */
const OBFUSCATED = 3;

/**
 * Files made to be unreadable, which is more than small: names like `_0x3f2a`, strings in a rotated array behind a
 * decoder, control flow cut into a `switch`, code of six characters. In a package that is readable otherwise,
 * one such file is what an intruder adds; a package that is obfuscated as a whole is its vendor's choice.
 */
export function obfuscation(files: readonly ShapeFile[]): PackageFinding[] {
  const sources = files.filter((file) => isSource(file.path) && file.text.length > 200);
  const found = sources.flatMap((file) => {
    const traces = obfuscationTraces(file.text);
    const table = file.view === undefined ? undefined : memberTable(file.view);
    if (table !== undefined) traces.push({ what: 'names its members by numbers', weight: 3, at: table.start });
    const weight = traces.reduce((sum, trace) => sum + trace.weight, 0);
    return weight < OBFUSCATED ? [] : [{ file, traces, weight }];
  });
  const readable = sources.length - found.length;
  const findings = found.map(({ file, traces, weight }) => {
    const isAlone = readable >= 1 && found.length <= Math.max(1, sources.length / 4);
    const isSure = weight >= 2 * OBFUSCATED;
    const places: Place[] = traces.map(({ at, what }) => file.place({ start: at, end: at + 40 }, what));
    return shapeFinding(
      'shape.obfuscated',
      isAlone && isSure ? 'high' : isSure ? 'medium' : 'low',
      isAlone && isSure ? 'hold' : 'review',
      places,
      isAlone
        ? `${file.path} is obfuscated in a package that can be read otherwise.`
        : `${file.path} is obfuscated, as is ${found.length} of ${sources.length} source files.`,
      file.path,
    );
  });
  return [...findings, ...minified(sources, new Set(found.map(({ file }) => file.path)))];
}

/** Small is not hidden: a note, so that a reader knows why nothing can be read there. */
function minified(sources: readonly ShapeFile[], obfuscated: ReadonlySet<string>): PackageFinding[] {
  const small = sources.filter((file) => !obfuscated.has(file.path) && isMinified(file.text));
  if (small.length === 0) return [];
  return [
    shapeFinding(
      'shape.minified',
      'high',
      'note',
      small.map((file) => ({ file: file.path, what: 'is minified' })),
      `${small.length} of ${sources.length} source files are minified.`,
      small.map((file) => file.path).join(' '),
    ),
  ];
}

function isMinified(text: string): boolean {
  if (text.length < 1_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 400;
}
