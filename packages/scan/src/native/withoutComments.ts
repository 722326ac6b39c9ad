const BLANK = /[^\n]/g;

/**
 * The text with its comments blanked, every other character where it was. Texts stay: they name what is imported. Rust
 * nests its block comments, the others do not.
 */
export function withoutComments(text: string, language: 'rust' | 'c' | 'go'): string {
  let code = '';
  let from = 0;
  const blank = (start: number, end: number): void => {
    code += text.slice(from, start) + text.slice(start, end).replace(BLANK, ' ');
    from = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (one === '"' || (one === '`' && language === 'go')) at = textEnd(text, at, one);
    // A quote in Rust may begin a lifetime; only a character that closes at once is one.
    else if (one === "'")
      at =
        /^'(?:\\.[^']{0,8}|[^'\\\n])'/.exec(text.slice(at, at + 14)) === null
          ? at
          : text.indexOf("'", at + (text[at + 1] === '\\' ? 3 : 2));
    else if (one === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      blank(at, end === -1 ? text.length : end);
      at = from - 1;
    } else if (one === '/' && text[at + 1] === '*') {
      blank(at, commentEnd(text, at, language === 'rust'));
      at = from - 1;
    }
  }
  return code + text.slice(from);
}

/** Index of the quote that closes, or of the last character. */
function textEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length - 1;
}

function commentEnd(text: string, start: number, nests: boolean): number {
  let open = 1;
  for (let at = start + 2; at < text.length; at += 1) {
    if (text[at] === '*' && text[at + 1] === '/') {
      open -= 1;
      at += 1;
      if (open === 0) return at + 1;
    } else if (nests && text[at] === '/' && text[at + 1] === '*') {
      open += 1;
      at += 1;
    }
  }
  return text.length;
}
