import { compileRegex } from './regex/compileRegex.ts';
import { createMatcher } from './regex/matcher.ts';
import { parseRegex } from './regex/parseRegex.ts';

/**
 * Whether a whole path fits a pattern: `*` is any run without `/`, `**` any run, a leading or inner `**` with its slash
 * also nothing, `?` one sign, `{a,b}` one of several. Everything else is itself. Throws `RegexMistake` for a pattern
 * that is too long.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  return whole(
    pattern.replaceAll(/\*\*\/|\*\*|\*|\?|\{([^{}]*)\}|[^]/gu, (part, choices: string | undefined) => {
      if (choices !== undefined) return `(?:${choices.split(',').map(quote).join('|')})`;
      return { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }[part] ?? quote(part);
    }),
  );
}

/** Whether a whole API path (`node:https.request`) fits a pattern in which `*` is any run. */
export function apiMatcher(pattern: string): (api: string) => boolean {
  return whole(pattern.split('*').map(quote).join('.*'));
}

function whole(regex: string): (text: string) => boolean {
  const match = createMatcher(compileRegex(parseRegex(`^(?:${regex})$`)));
  return (text) => match(text) >= 0;
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '/' || sign === '-' ? sign : `\\${sign}`));
}
