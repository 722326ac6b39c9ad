import type { NativeFacts, NativeSection } from './nativeFacts.ts';

/** What one reader of a format gives; strings, languages and capabilities are the same for all. */
export interface Image {
  readonly kind: NativeFacts['kind'];
  readonly architectures: readonly string[];
  readonly libraries: readonly string[];
  readonly imports: readonly string[];
  /** Names of its own functions, where it still has them; they stand in for imports in what is linked statically. */
  readonly symbols: readonly string[];
  readonly sections: readonly NativeSection[];
  readonly unread: readonly string[];
}

/** What is gathered while a format is read, so that a file that breaks off still gives what came before. */
export interface ImageDraft {
  kind: NativeFacts['kind'];
  architectures: string[];
  libraries: string[];
  imports: Set<string>;
  symbols: Set<string>;
  sections: NativeSection[];
  unread: string[];
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
  };
}

/** No honest file has more of any of these; a hostile one may say so. */
export const MOST_SECTIONS = 1000;
export const MOST_LIBRARIES = 1000;
export const MOST_SYMBOLS = 50_000;
