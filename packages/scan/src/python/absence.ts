import { textOf, type Lowering } from './lowering.ts';
import { KIND } from './pythonKind.ts';
import { childrenOf } from './pythonTree.ts';

/** What a test asks whether it is there at all. */
interface Absence {
  /** As `plain` writes it. */
  readonly of: string;
  /** The test holds where it is there. */
  readonly isThere: boolean;
}

/** Nobody asks whether one thing is there in a longer test. */
const LONGEST_TEST = 120;
const LONGEST_BRANCH = 400;
const PLACE = /^[A-Za-z_]\w*(?:\.\w+|\['[^']*'\])*$/;

/** What a test asks whether it is there (`not x`, `x is None`, `'key' not in x`, `x`), and nothing else. */
export function absenceIn(written: string): Absence | undefined {
  if (written.length > LONGEST_TEST) return undefined;
  const test = written.startsWith('(') && written.endsWith(')') ? written.slice(1, -1).trim() : written;
  const compared = /^(.+?)\s*(\bis\s+not\b|\bis\b|==|!=)\s*(?:None|''|"")$/s.exec(test);
  if (compared !== null) return of(compared[1] ?? '', /not|!/.test(compared[2] ?? ''));
  const held = /^(?:(not)\s+)?(['"])(\w+)\2\s+(not\s+)?in\s+(.+)$/s.exec(test);
  if (held !== null) return of(`${held[5]}['${held[3]}']`, (held[1] === undefined) === (held[4] === undefined));
  const denied = /^not\s+(.+)$/s.exec(test);
  return denied === null ? of(test, true) : of(denied[1] ?? '', false);
}

function of(text: string, isThere: boolean): Absence | undefined {
  const place = plain(text);
  return PLACE.test(place) ? { of: place, isThere } : undefined;
}

/** A place in one way of writing: `x.get("to")` and `x["to"]` are `x['to']`. */
function plain(text: string): string {
  return text
    .trim()
    .replaceAll('"', "'")
    .replaceAll(/\.get\(\s*('[^']*')\s*(?:,\s*(?:None|'')\s*)?\)/g, '[$1]')
    .replaceAll(/\s+/g, '');
}

/** The child of `a or b`, or of `a if test else b`, that counts only where the other is not there; -1 for none. */
export function defaultOf(lowering: Lowering, node: number): number {
  const { tree } = lowering;
  const [first = -1, second = -1, third = -1] = childrenOf(tree, node);
  if (tree.kind[node] === KIND.boolean_operator)
    return /\bor\b/.test(tree.text.slice(tree.end[first], tree.start[second])) ? second : -1;
  const absence = absenceIn(textOf(lowering, second));
  if (absence === undefined) return -1;
  const [kept, fallback] = absence.isThere ? [first, third] : [third, first];
  if ((tree.end[kept] ?? 0) - (tree.start[kept] ?? 0) > LONGEST_BRANCH) return -1;
  return plain(textOf(lowering, kept)).includes(absence.of) ? fallback : -1;
}

/** Whether what is assigned is not there before. */
export function isAbsent(lowering: Lowering, target: number): boolean {
  return lowering.absent.length > 0 && lowering.absent.includes(plain(textOf(lowering, target)));
}
