/** What can be said of a file before it is parsed. */
export interface Survey {
  /** Upper estimate of how deep its tree is: open brackets, and operators and keywords that lean to the right. */
  readonly deepest: number;
  /** Offsets at which a statement of the file's own level seems to end, ascending. Empty unless asked for. */
  readonly cuts: readonly number[];
}

/** Words that begin a statement and nothing else: whatever came before has ended. */
const BEGIN = new Set(['const', 'let', 'var', 'return', 'break', 'continue', 'throw', 'case', 'export', 'import']);
/** Words before which the tree grows deeper. */
const DEEPEN = new Set(['if', 'else', 'for', 'while', 'do', 'new', 'typeof', 'void', 'delete', 'await', 'yield']);
/** Words after which a `/` begins a pattern. */
const BEFORE_PATTERN = new Set([...DEEPEN, 'return', 'case', 'throw', 'in', 'of', 'instanceof', 'extends', 'default']);

/** Kinds of characters below 128: 1 begins a word, 2 only goes on with one, 3 is blank. */
const KINDS: Uint8Array = new Uint8Array(128);
for (const one of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$') KINDS[one.charCodeAt(0)] = 1;
for (const one of '0123456789') KINDS[one.charCodeAt(0)] = 2;
for (const one of ' \t\r\n') KINDS[one.charCodeAt(0)] = 3;
/** Per first letter the lengths, as bits, that a word of interest can have. */
const LENGTHS: Uint16Array = new Uint16Array(128);
for (const word of [...BEGIN, ...BEFORE_PATTERN]) {
  const letter = word.charCodeAt(0);
  LENGTHS[letter] = (LENGTHS[letter] ?? 0) | (1 << word.length);
}

/**
 * Reads code as its characters only: strings, templates, comments and patterns are stepped over, brackets
 * counted. The parser is native and recursive, and a tree deep enough would end the process; so depth is
 * known first. An estimate: what it takes for a pattern or a division can be wrong, a bracket in it then
 * counts.
 */
export function surveyCode(text: string, withCuts = false): Survey {
  const cuts: number[] = [];
  // Depth at which each open bracket began, and at which the statement or element in it began.
  const before: number[] = [];
  const bases: number[] = [];
  // Brackets that are `${` of a template: after their `}` the template's text goes on.
  const templates: number[] = [];
  let depth = 0;
  let base = 0;
  let deepest = 0;
  let last = 0;
  let lastWord = '';
  let ended = false;
  const size = text.length;
  let at = 0;

  function open(): void {
    before.push(depth);
    bases.push(base);
    depth++;
    base = depth;
    if (depth > deepest) deepest = depth;
  }
  function template(): void {
    for (; at < size; at++) {
      const code = text.charCodeAt(at);
      if (code === 92) at++;
      else if (code === 96) {
        at++;
        return;
      } else if (code === 36 && text.charCodeAt(at + 1) === 123) {
        at += 2;
        open();
        templates.push(before.length);
        return;
      }
    }
  }

  while (at < size) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? KINDS[code] : 1;
    if (kind === 3) {
      at++;
      if (withCuts && code === 10) {
        STATEMENT.lastIndex = at;
        if (STATEMENT.test(text)) cuts.push(at);
      }
      continue;
    }
    if (code === 47) {
      const next = text.charCodeAt(at + 1);
      if (next === 47 || next === 42) {
        const end = next === 47 ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
        at = end < 0 ? size : next === 47 ? end : end + 2;
        continue;
      }
    }
    if (ended) {
      // A statement is over, and all that it was nested in, except before `else`.
      ended = false;
      if (!text.startsWith('else', at)) depth = base;
    }
    if (kind === 1) {
      const start = at++;
      for (let next = text.charCodeAt(at); next >= 128 || KINDS[next] === 1 || KINDS[next] === 2;)
        next = text.charCodeAt(++at);
      last = 97;
      lastWord = '';
      const length = at - start;
      if (code >= 128 || length > 10 || ((LENGTHS[code] ?? 0) & (1 << length)) === 0) continue;
      lastWord = text.slice(start, at);
      if (DEEPEN.has(lastWord)) {
        if (++depth > deepest) deepest = depth;
      } else if (BEGIN.has(lastWord)) depth = base;
      continue;
    }
    const previous = last;
    last = code;
    at++;
    switch (code) {
      case 40:
      case 91:
      case 123:
        open();
        break;
      case 41:
      case 93:
      case 125:
        if (before.length === 0) break;
        if (code === 125 && templates.at(-1) === before.length) {
          templates.pop();
          depth = before.pop() ?? 0;
          base = bases.pop() ?? 0;
          last = 97;
          template();
          break;
        }
        depth = before.pop() ?? 0;
        base = bases.pop() ?? 0;
        if (code !== 125) break;
        ended = true;
        if (withCuts && before.length === 0) cuts.push(at);
        break;
      case 59:
        ended = true;
        if (withCuts && before.length === 0) cuts.push(at);
        break;
      case 44:
        depth = base;
        break;
      case 34:
      case 39:
        last = 97;
        lastWord = '';
        for (; at < size; at++) {
          const inside = text.charCodeAt(at);
          if (inside === 92) at++;
          else if (inside === code || inside === 10) break;
        }
        at++;
        break;
      case 96:
        last = 97;
        lastWord = '';
        template();
        break;
      case 47:
        if (previous === 41 || previous === 93 || (previous === 97 && !BEFORE_PATTERN.has(lastWord))) break;
        at = afterPattern(text, at);
        last = 97;
        lastWord = '';
        break;
      case 61: // =
      case 63: // ?
      case 58: // :
      case 33: // !
      case 126: // ~
      case 42: // *
        if (++depth > deepest) deepest = depth;
        break;
      default:
    }
  }
  return { deepest, cuts };
}

/** What begins a statement where it begins a line: code that is broken can be taken up again there. */
const STATEMENT = /(?:async|class|const|export|function|if|import|let|try|var)\b|[A-Za-z_$][\w$.]{0,80} ?[(=]/uy;

/** Where a pattern that began before `at` ends; `at` itself where its line ends first, so that it was none. */
function afterPattern(text: string, at: number): number {
  let inClass = false;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) return at;
    if (code === 92) i++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === 47 && !inClass) return i + 1;
  }
  return at;
}
