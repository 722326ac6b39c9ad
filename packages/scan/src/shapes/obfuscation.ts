import type { PackageFinding, Place } from '../packageFinding.ts';
import { memberTable } from './memberTable.ts';
import { obfuscationTraces } from './obfuscationTraces.ts';
import { isSource, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Weight from which a file counts as obfuscated: one trace that nothing else leaves, or several weaker ones. */
const OBFUSCATED = 3;

/** Longer lines than this on average are no person's. */
const LONG_LINES = 400;

/** A detector that is shown a package's files one by one. */
export interface Obfuscation {
  look(file: ShapeFile): void;
  findings(): PackageFinding[];
}

interface Obfuscated {
  readonly path: string;
  readonly places: readonly Place[];
  readonly weight: number;
}

/**
 * Files made to be unreadable, which is more than small: names like `_0x3f2a`, strings in a rotated array behind a
 * decoder, control flow cut into a `switch`, code of six characters. In a package that is readable otherwise,
 * one such file is what an intruder adds; a package that is obfuscated as a whole is its vendor's choice.
 */
export function createObfuscation(): Obfuscation {
  const found: Obfuscated[] = [];
  const small: string[] = [];
  let sources = 0;
  return {
    look(file) {
      if (!isSource(file.path) || file.text.length <= 200) return;
      sources++;
      const traces = obfuscationTraces(file.text);
      const table = file.view === undefined ? undefined : memberTable(file.view);
      if (table !== undefined) traces.push({ what: 'names its members by numbers', weight: 3, at: table.start });
      const weight = traces.reduce((sum, trace) => sum + trace.weight, 0);
      if (weight >= OBFUSCATED) {
        const places = traces.map(({ at, what }) => file.place({ start: at, end: at + 40 }, what));
        found.push({ path: file.path, places, weight });
      } else if (isMinified(file.text)) small.push(file.path);
    },
    findings: () => [...obfuscated(found, sources), ...minified(small, sources)],
  };
}

function obfuscated(found: readonly Obfuscated[], sources: number): PackageFinding[] {
  const readable = sources - found.length;
  return found.map(({ path, places, weight }) => {
    const isAlone = readable >= 1 && found.length <= Math.max(1, sources / 4);
    const isSure = weight >= 2 * OBFUSCATED;
    return shapeFinding(
      'shape.obfuscated',
      isAlone && isSure ? 'high' : isSure ? 'medium' : 'low',
      isAlone && isSure ? 'hold' : 'review',
      places,
      isAlone
        ? `${path} is obfuscated in a package that can be read otherwise.`
        : `${path} is obfuscated, as is ${found.length} of ${sources} source files.`,
      path,
    );
  });
}

/** Small is not hidden: a note, so that a reader knows why nothing can be read there. */
function minified(small: readonly string[], sources: number): PackageFinding[] {
  if (small.length === 0) return [];
  return [
    shapeFinding(
      'shape.minified',
      'high',
      'note',
      small.map((path) => ({ file: path, what: 'is minified' })),
      `${small.length} of ${sources} source files are minified.`,
      small.join(' '),
    ),
  ];
}

function isMinified(text: string): boolean {
  if (text.length < 1_000) return false;
  // Ordinary lines are soon too many.
  const most = text.length / LONG_LINES;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines < most; at = text.indexOf('\n', at + 1)) lines++;
  return lines < most;
}
