import type { Language } from '../ir/moduleIr.ts';

/**
 * Words by which code reaches a name that stands nowhere in it. `root`: any module or global (`__import__`, `eval`);
 * `member`: any member of what it has (`getattr`). Where one of these stands, no other word need stand.
 */
export const DYNAMIC_ROUTES: Readonly<Record<Language, Readonly<Record<string, 'root' | 'member'>>>> = {
  python: {
    __import__: 'root',
    importlib: 'root',
    import_module: 'root',
    imp: 'root',
    runpy: 'root',
    pkgutil: 'root',
    pydoc: 'root',
    zipimport: 'root',
    eval: 'root',
    exec: 'root',
    execfile: 'root',
    compile: 'root',
    globals: 'root',
    locals: 'root',
    vars: 'root',
    builtins: 'root',
    __builtins__: 'root',
    __builtin__: 'root',
    __globals__: 'root',
    __dict__: 'root',
    __loader__: 'root',
    __spec__: 'root',
    __subclasses__: 'root',
    modules: 'root',
    marshal: 'root',
    pickle: 'root',
    ctypes: 'root',
    entry_points: 'root',
    getattr: 'member',
    __getattribute__: 'member',
    __getattr__: 'member',
    attrgetter: 'member',
    methodcaller: 'member',
  },
  javascript: {
    // A call of these with a written specifier is none: see `isWrittenSpecifier`.
    require: 'root',
    import: 'root',
    from: 'root',
    createRequire: 'root',
    _load: 'root',
    getBuiltinModule: 'root',
    eval: 'root',
    Function: 'root',
    execScript: 'root',
    importScripts: 'root',
    WebAssembly: 'root',
    Reflect: 'root',
    // Objects that have every global as a member.
    globalThis: 'root',
    window: 'root',
    self: 'root',
    global: 'root',
    root: 'root',
    frames: 'root',
    parent: 'root',
    top: 'root',
  },
};

/** Words that are a dynamic route only as a name of their own, not as a member of something (`node.parent`). */
const NEVER_MEMBER: ReadonlySet<string> = new Set(
  'window self global root frames parent top from import eval exec execfile compile globals locals vars getattr'.split(
    ' ',
  ),
);

const DOT = 0x2e;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** Whether the dynamic route that ends at `end` is none where it stands. */
export function isHarmless(language: Language, word: string, bytes: Uint8Array, end: number): boolean {
  if (NEVER_MEMBER.has(word) && isMember(bytes, end - word.length)) return true;
  if (language === 'python') return false;
  if (word === 'require') return isWrittenSpecifier(bytes, end, true);
  if (word === 'from') return isWrittenSpecifier(bytes, end, false);
  if (word === 'import') {
    const next = skipSpace(bytes, end);
    if (bytes[next] === SLASH) return false;
    // `import(x)` takes anything; `import x from` and `import.meta` nothing that does not stand there.
    if (bytes[next] === 0x28) return isWrittenSpecifier(bytes, end, true);
    return isQuote(bytes[next]) ? isWrittenSpecifier(bytes, end, false) : true;
  }
  return false;
}

/** One dot before the word, with or without space; three are a spread. */
function isMember(bytes: Uint8Array, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && isSpace(bytes[at])) at--;
  return bytes[at] === DOT && bytes[at - 1] !== DOT;
}

/** A specifier that is written out without an escape: `('x')` or, without brackets, `'x'`. Anything else may be computed. */
function isWrittenSpecifier(bytes: Uint8Array, end: number, inBrackets: boolean): boolean {
  let at = skipSpace(bytes, end);
  if (inBrackets) {
    if (bytes[at] !== 0x28) return false;
    at = skipSpace(bytes, at + 1);
  }
  const quote = bytes[at];
  // `from` is also a name: `Array.from(x)`, `{ from }`, where it imports nothing. A comment may hide what follows.
  if (!isQuote(quote)) return !inBrackets && quote !== SLASH;
  for (at += 1; at < bytes.length && bytes[at] !== quote; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH || byte === 0x24 /* $ of a template */) return false;
  }
  const next = bytes[skipSpace(bytes, at + 1)];
  return !inBrackets || next === 0x29 || next === 0x2c;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isSpace(bytes[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);
}

function isQuote(byte: number | undefined): boolean {
  return byte === 0x27 || byte === 0x22 || byte === 0x60;
}
