/** A language whose source is compiled when an sdist is installed. */
export type NativeLanguage = 'rust' | 'c' | 'go';

/** A name or a text in native source; comments are left out. */
export interface NativeToken {
  readonly kind: 'name' | 'text' | 'mark';
  /** The name, the text without its quotes, or one character. `#include <x.h>` gives the text `x.h`. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Number of the function that it stands in; 0 outside of all. */
  readonly function: number;
}

export function nativeLanguage(path: string): NativeLanguage | undefined {
  if (path.endsWith('.rs')) return 'rust';
  if (path.endsWith('.go')) return 'go';
  return /\.(?:c|h|cc|cpp|cxx|hh|hpp|hxx|m|mm)$/i.test(path) ? 'c' : undefined;
}

/** Longest first; what none matches is passed over. Unclosed comments and texts end with the file. */
const TOKEN: Readonly<Record<NativeLanguage, RegExp>> = {
  rust: /\/\/[^\n]*|(?<open>\/\*)|b?r(?<hashes>#*)"(?<raw>[\s\S]*?)(?:"\k<hashes>(?!#)|$(?![\s\S]))|b?"(?<text>(?:\\[\s\S]|[^"\\])*)"?|b?'(?:\\[^\n]{1,9}|[^'\\\n])'|(?<name>[A-Za-z_]\w*)|(?<mark>[{}();])/g,
  c: /\/\/(?:\\\r?\n|[^\n])*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|#[ \t]*include[ \t]*[<"](?<include>[^>"\n]*)[>"]|(?:L|u8?|U)?"(?<text>(?:\\[\s\S]|[^"\\\n])*)"?|'(?:\\[^\n]|[^'\\\n])*'|(?<name>[A-Za-z_]\w*)|(?<mark>[{}();])/g,
  go: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|`(?<raw>[^`]*)`?|"(?<text>(?:\\[\s\S]|[^"\\\n])*)"?|'(?:\\[^\n]+|[^'\\\n])'|(?<name>[A-Za-z_]\w*)|(?<mark>[{}();])/g,
};

/** Splits native source into names and texts, each with the function around it. Linear; never throws. */
export function nativeTokens(language: NativeLanguage, text: string): NativeToken[] {
  const tokens: (NativeToken & { function: number })[] = [];
  const pattern = new RegExp(TOKEN[language].source, 'g');
  const blocks: number[] = [];
  let functions = 0;
  let isAwaited = false;
  let current = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const groups = match.groups ?? {};
    const start = match.index;
    const end = pattern.lastIndex;
    if (groups['open'] !== undefined) {
      // Comments of Rust nest.
      pattern.lastIndex = endOfComment(text, end);
      continue;
    }
    const value = groups['name'] ?? groups['mark'] ?? groups['text'] ?? groups['raw'] ?? groups['include'];
    if (value === undefined) continue;
    const kind = groups['name'] !== undefined ? 'name' : groups['mark'] !== undefined ? 'mark' : 'text';
    if (kind === 'name' && (value === 'fn' || value === 'func')) isAwaited = true;
    if (kind === 'mark') {
      if (value === '{') {
        blocks.push(current);
        // In C every block outside of all others is a function's, or harmless.
        if (isAwaited || (language === 'c' && current === 0)) {
          const outside = current;
          current = ++functions;
          // Parameters stand before the block that they belong to.
          for (let at = tokens.length - 1; at >= 0; at--) {
            const token = tokens[at];
            if (token === undefined || token.function !== outside || /^[{};]$/.test(token.value)) break;
            token.function = current;
          }
        }
        isAwaited = false;
      } else if (value === '}') current = blocks.pop() ?? 0;
      else if (value === ';') isAwaited = false;
    }
    tokens.push({ kind, value, start, end, function: current });
  }
  return tokens;
}

function endOfComment(text: string, from: number): number {
  const border = /\/\*|\*\//g;
  border.lastIndex = from;
  let depth = 1;
  for (let match = border.exec(text); match !== null; match = border.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return border.lastIndex;
  }
  return text.length;
}
