import type { NativeFacts, NativeSection } from './nativeFacts.ts';

/**
 * What is gathered while a format is read, so that a file that breaks off still gives what came before. Texts,
 * languages and capabilities are read alike for all formats.
 */
export interface ImageDraft {
  kind: NativeFacts['kind'];
  architectures: string[];
  libraries: string[];
  imports: Set<string>;
  /** Names of its own functions, where it still has them; they stand in for imports in what is linked statically. */
  symbols: Set<string>;
  sections: NativeSection[];
  unread: string[];
  /** Names that may still be read: tables may be said to lie over each other, and each be read again and again. */
  namesLeft: number;
}

export function draftImage(): ImageDraft {
  return {
    kind: 'library',
    architectures: [],
    libraries: [],
    imports: new Set(),
    symbols: new Set(),
    sections: [],
    unread: [],
    namesLeft: 4 * MOST_SYMBOLS,
  };
}

/** Whether one more name may be read; says so in the image when it is the first that may not. */
export function mayReadName(image: ImageDraft): boolean {
  image.namesLeft -= 1;
  if (image.namesLeft === -1) image.unread.push('more names than any honest file has');
  return image.namesLeft >= 0;
}

/** No honest file has more of any of these; a hostile one may say so. */
export const MOST_SECTIONS = 300;
export const MOST_LIBRARIES = 1000;
export const MOST_SYMBOLS = 50_000;
