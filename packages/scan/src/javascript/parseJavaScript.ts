import { parseSync, rawTransferSupported, type ParserOptions, type Program } from 'oxc-parser';
import type { Unread } from '../ir/moduleIr.ts';

export interface ParsedFile {
  /** Programs that parsed, in order: more than one where what is between them did not. */
  readonly bodies: readonly Program['body'][];
  readonly isModule: boolean;
  readonly unread: readonly Unread[];
}

interface Attempt {
  readonly body: Program['body'];
  readonly isModule: boolean;
  readonly errors: readonly { readonly at: number; readonly message: string }[];
}

export function parseJavaScript(file: string, text: string): ParsedFile {
  const first = attempt(file, text, 'jsx', 'unambiguous');
  return { bodies: [first.body], isModule: first.isModule, unread: [] };
}

function attempt(
  file: string,
  text: string,
  lang: NonNullable<ParserOptions['lang']>,
  sourceType: NonNullable<ParserOptions['sourceType']>,
): Attempt {
  // Raw transfer reads the tree out of the parser's own memory, several times faster than through JSON;
  // the option is not in the parser's types yet.
  const options = { lang, sourceType, preserveParens: false, experimentalRawTransfer: rawTransferSupported() };
  const { program, errors } = parseSync(file, text, options);
  return {
    body: program.body,
    isModule: program.sourceType === 'module',
    errors: errors.map((error) => ({ at: error.labels[0]?.start ?? 0, message: error.message })),
  };
}
