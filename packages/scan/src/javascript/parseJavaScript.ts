import { parseSync, rawTransferSupported, type ParserOptions, type Program } from 'oxc-parser';
import type { Span, Unread } from '../ir/moduleIr.ts';
import { surveyCode } from './surveyCode.ts';

export interface ParsedFile {
  /** Programs that parsed, in order: more than one where what is between them did not. */
  readonly bodies: readonly Program['body'][];
  readonly isModule: boolean;
  readonly unread: readonly Unread[];
}

type Lang = 'jsx' | 'ts' | 'tsx' | 'dts';
type SourceType = NonNullable<ParserOptions['sourceType']>;

interface Attempt {
  readonly body: Program['body'];
  readonly isModule: boolean;
  readonly errors: readonly ParseError[];
}

interface ParseError {
  /** Where the parser stopped; absent where the tree is too deep, which has no place. */
  readonly at?: number | undefined;
  readonly message: string;
}

const TOO_DEEP: Attempt = { body: [], isModule: false, errors: [{ message: 'nested too deep to be read' }] };

/** Trees estimated deeper than this are not given to the parser, which would overflow its stack. */
export const DEEPEST_TREE = 1800;
/** A shorter text cannot be that deep. */
const SHALLOW = DEEPEST_TREE;
/** Parts of a broken file that are tried; the rest is unread. */
const MOST_PARTS = 48;

/**
 * Parses a file in whatever language and mode it parses best. Where none accepts all of it, the statements
 * around the errors are parsed without them.
 */
export function parseJavaScript(file: string, text: string): ParsedFile {
  if (isTooDeep(text)) return salvage(file, text, langsOf(file)[0] ?? 'jsx');
  let best: Attempt | undefined;
  let bestLang: Lang = 'jsx';
  for (const lang of langsOf(file)) {
    for (const sourceType of ['unambiguous', 'script', 'commonjs'] as const) {
      const made = attempt(file, text, lang, sourceType);
      if (made.errors.length === 0) return { bodies: [made.body], isModule: made.isModule, unread: [] };
      if (best === undefined || reach(made) > reach(best)) {
        best = made;
        bestLang = lang;
      }
    }
  }
  const [error] = best?.errors ?? [];
  if (best === undefined || error === undefined) return { bodies: [], isModule: false, unread: [] };
  if (best.body.length === 0) return salvage(file, text, bestLang);
  // The parser went on after what it complains of; whether it understood it is not certain.
  const unread = best.errors.map(({ at = 0, message }) => ({ span: { start: at, end: at }, why: message }));
  return { bodies: [best.body], isModule: best.isModule, unread };
}

/** How far an attempt came. */
function reach(made: Attempt): number {
  return (made.body.at(-1)?.end ?? 0) + (made.errors[0]?.at ?? 0) / 1e9;
}

/** The languages that a file may be written in, likeliest first. */
function langsOf(file: string): readonly Lang[] {
  // Declarations hold no code, unless somebody hides it there: the stricter reading comes second.
  if (/\.d\.[cm]?ts$/u.test(file)) return ['ts', 'dts', 'jsx'];
  if (/\.[cm]?ts$/u.test(file)) return ['ts', 'tsx', 'jsx'];
  // Plain JavaScript is sometimes written with types that a build step removes.
  return file.endsWith('.tsx') ? ['tsx', 'jsx'] : ['jsx', 'tsx', 'ts'];
}

/** Parses what stands before and after an error, cut where statements seem to end. */
function salvage(file: string, text: string, lang: Lang): ParsedFile {
  const { cuts } = surveyCode(text, true);
  const bodies: Program['body'][] = [];
  const unread: Unread[] = [];
  let isModule = false;
  let left = MOST_PARTS;

  /** Reads a part; what is too deep in it is left out, statement by statement. Gives the first error of syntax. */
  function take(start: number, end: number): ParseError | undefined {
    const part = text.slice(start, end);
    if (part.trim() === '') return undefined;
    if (left-- <= 0) {
      addUnread(unread, { start, end }, 'not read after too many errors');
      return undefined;
    }
    const made = isTooDeep(part) ? TOO_DEEP : attempt(file, ' '.repeat(start) + part, lang, 'unambiguous');
    const [error] = made.errors;
    if (error === undefined || made.body.length > 0) {
      if (made.isModule) isModule = true;
      bodies.push(made.body);
      return undefined;
    }
    if (error.at !== undefined) return error;
    const inside = cuts.filter((cut) => cut > start && cut < end);
    const middle = inside[inside.length >> 1];
    if (middle === undefined) addUnread(unread, { start, end }, error.message);
    else {
      takeAll(start, middle);
      takeAll(middle, end);
    }
    return undefined;
  }

  /** Reads a part and steps over what does not parse in it. */
  function takeAll(start: number, end: number): void {
    let from = start;
    let failed = take(from, end);
    while (failed !== undefined) {
      const at = failed.at ?? from;
      // Everything up to the last statement that ends before the error, or one less.
      const ends = cuts.filter((cut) => cut > from && cut <= at);
      const before = [ends.at(-1), ends.at(-2)].find((cut) => cut !== undefined && take(from, cut) === undefined);
      const broken = before ?? from;
      from = cuts.find((cut) => cut > Math.max(at, broken) && cut < end) ?? end;
      addUnread(unread, { start: broken, end: from }, failed.message);
      failed = take(from, end);
    }
  }

  takeAll(0, text.length);
  return { bodies, isModule, unread };
}

function isTooDeep(text: string): boolean {
  return text.length > SHALLOW && surveyCode(text).deepest > DEEPEST_TREE;
}

function addUnread(unread: Unread[], span: Span, why: string): void {
  const last = unread.at(-1);
  if (last?.span.end === span.start)
    unread[unread.length - 1] = { span: { start: last.span.start, end: span.end }, why: last.why };
  else unread.push({ span, why });
}

function attempt(file: string, text: string, lang: Lang, sourceType: SourceType): Attempt {
  // Raw transfer reads the tree out of the parser's own memory, several times faster than through JSON;
  // the option is not in the parser's types yet.
  const options = { lang, sourceType, preserveParens: false, experimentalRawTransfer: rawTransferSupported() };
  try {
    const { program, errors, comments } = parseSync(file, text, options);
    const { body } = program;
    // What the parser gives has getters of its own, and the engine keeps those, with all that they know, until it next
    // collects everything: many trees at once. So they are left with a tree that is empty.
    program.body = [];
    comments.length = 0;
    return {
      body,
      isModule: program.sourceType === 'module',
      errors: errors.map((error) => ({ at: error.labels[0]?.start ?? 0, message: error.message })),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return TOO_DEEP;
  }
}
