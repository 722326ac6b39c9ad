import type { Language } from '../ir/moduleIr.ts';
import { catalogTerm, type CatalogLine, type CatalogTerm, type Word } from './catalogTerm.ts';
import { DYNAMIC_ROUTES, isHarmless } from './dynamicRoutes.ts';
import { createLiteralMatcher, type LiteralMatcher } from './literalMatcher.ts';

/** What may be in a file: the words of the catalogs that stand in it, and whether it can do without them. */
export interface Interest {
  readonly language: Language;
  /** By number of the word. */
  readonly words: ReadonlySet<number>;
  /** Code here may reach a module or global that stands nowhere. */
  readonly anyRoot: boolean;
  /** Code here may reach a member that stands nowhere. */
  readonly anyMember: boolean;
}

/** The first half of the prefilter; `interestingFiles` is the other. */
export interface InterestFinder {
  /** Reads the bytes of one source file. Never throws. */
  interestOf(bytes: Uint8Array, language: Language): Interest;
  /** Whether any line of the catalogs can be reached in these files together. */
  reaches(files: Iterable<Interest>): boolean;
}

interface LanguageWords {
  readonly matcher: LiteralMatcher;
  readonly words: readonly (Word & { readonly route?: 'root' | 'member' })[];
  readonly terms: readonly { readonly roots: readonly number[]; readonly members: readonly number[] }[];
}

/**
 * Derives from catalogs what must stand in a file before any of their lines can be reached in it.
 *
 * The rule: an API is reached through a module or a global. Its name stands in the source where it is imported or used,
 * or the source has a dynamic route (`DYNAMIC_ROUTES`, an escape in a JavaScript name, letters that Python folds into
 * ASCII) by which it can be put together. Name and member may stand in different files, so it is asked of files together.
 */
export function createInterestFinder(lines: readonly CatalogLine[]): InterestFinder {
  const terms = lines.map(catalogTerm);
  const by: Readonly<Record<Language, LanguageWords>> = {
    python: wordsOf('python', terms),
    javascript: wordsOf('javascript', terms),
  };
  return {
    interestOf(bytes, language) {
      const found = { words: new Set<number>(), anyRoot: false, anyMember: false };
      collect(by[language], language, bytes, found);
      if (language === 'python' && !found.anyRoot) {
        if (mayHideEncoding(bytes)) found.anyRoot = true;
        else if (hasHigh(bytes)) {
          // Python compares names in NFKC: a full-width `exec` is `exec`.
          const text = new TextDecoder().decode(bytes);
          const folded = text.normalize('NFKC');
          if (folded !== text) collect(by[language], language, new TextEncoder().encode(folded), found);
        }
      }
      if (language === 'javascript' && hasNameEscape(bytes)) found.anyRoot = true;
      return { language, ...found };
    },
    reaches(files) {
      const seen = { python: new Set<number>(), javascript: new Set<number>() };
      const anyMember = { python: false, javascript: true };
      for (const file of files) {
        if (file.anyRoot) return true;
        if (file.anyMember) anyMember[file.language] = true;
        for (const word of file.words) seen[file.language].add(word);
      }
      return (['python', 'javascript'] as const).some((language) => {
        const has = (word: number): boolean => seen[language].has(word);
        return by[language].terms.some(
          ({ roots, members }) =>
            // A part of a module's path may be a computed member too: then its first part is enough.
            (anyMember[language] ? roots.slice(0, 1) : roots).every(has) &&
            (anyMember[language] || members.length === 0 || members.some(has)),
        );
      });
    },
  };
}

function wordsOf(language: Language, terms: readonly CatalogTerm[]): LanguageWords {
  const words: (Word & { readonly route?: 'root' | 'member' })[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (word: Word): number => {
    const key = `${word.as} ${word.text}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = words.push(word) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  const own = terms
    .filter((term) => term.languages.includes(language))
    .map((term) => ({ roots: term.roots.map(numberOf), members: term.members.map(numberOf) }));
  for (const [text, route] of Object.entries(DYNAMIC_ROUTES[language])) words.push({ text, as: 'word', route });
  return { matcher: createLiteralMatcher(words), words, terms: own };
}

function collect(
  { matcher, words }: LanguageWords,
  language: Language,
  bytes: Uint8Array,
  found: { words: Set<number>; anyRoot: boolean; anyMember: boolean },
): void {
  matcher.find(bytes, (index, end) => {
    const word = words[index];
    if (word === undefined || found.words.has(index)) return;
    const before = bytes[end - word.text.length - 1];
    const after = bytes[end];
    if (word.as === 'word') {
      if (isNamePart(before) || isNamePart(after)) return;
    } else if (!isSpecifierStart(before)) return;
    else if (word.as === 'specifier' && !isQuote(after) && after !== 0x2f) return;
    if (word.route === undefined) found.words.add(index);
    else if (isHarmless(language, word.text, bytes, end)) return;
    else if (word.route === 'root') found.anyRoot = true;
    else found.anyMember = true;
  });
}

/** Letters of other scripts are parts of names too, but a word beside one is another word only if they are read so. */
function isNamePart(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f
  );
}

function isQuote(byte: number | undefined): boolean {
  return byte === 0x27 || byte === 0x22 || byte === 0x60;
}

/** A quote, or the colon of `node:`. */
function isSpecifierStart(byte: number | undefined): boolean {
  return isQuote(byte) || byte === 0x3a;
}

function hasHigh(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 0x7f) return true;
  return false;
}

/** A declared encoding other than UTF-8, or a byte order mark of UTF-16: the bytes are not the text. */
function mayHideEncoding(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1024))
    .split(/\r\n|\r|\n/, 2)
    .join('\n');
  const declared = /coding[:=][ \t]*([-\w.]+)/.exec(head)?.[1];
  return (
    declared !== undefined && !/^(?:utf-?8|ascii|us-ascii|latin-?1|iso-?8859-1)$/i.test(declared.replaceAll('_', '-'))
  );
}

/** An escape that stands for an ASCII letter, digit or `_`, with which a name can be written without its letters. */
function hasNameEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x5c); at >= 0; at = bytes.indexOf(0x5c, at + 2)) {
    if (bytes[at + 1] !== 0x75) continue;
    if (bytes[at + 2] === 0x7b) return true;
    const isAscii = bytes[at + 2] === 0x30 && bytes[at + 3] === 0x30;
    const high = bytes[at + 4] ?? 0;
    if (isAscii && high >= 0x33 && high <= 0x37) return true;
  }
  return false;
}
