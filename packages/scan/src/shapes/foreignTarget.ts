import type { CallIr, ValueId } from '../ir/moduleIr.ts';
import { isKeyLibrary } from '../flow/catalog/apiFacts.ts';
import { constantsOf } from './constantsOf.ts';
import type { ModuleView } from './moduleView.ts';

/** What a file belongs to that is not this package's own. */
export type ForeignTarget =
  /** `name` is undefined where nothing says which package it is. */
  | { readonly is: 'package'; readonly name: string | undefined; readonly handlesKeys: boolean }
  | { readonly is: 'program'; readonly name: string };

/** They say where an installed package is, by its name. */
const RESOLVES =
  /^(?:global:(?:require|import\.meta)\.resolve|node:module\.createRequire\(\)\.resolve|py:importlib\.(?:util\.find_spec|resources\.(?:files|path)|import_module)|py:pkgutil\.(?:get_loader|find_loader))\(\)/u;
/** Of each module that was loaded. */
const LOADED = /^(?:global:require|node:module(?:\.Module)?)\.(?:_?cache)\b|^py:sys\.modules\b/u;
const MODULE_FILE = /^py:([\w.]*?)\.__(?:file|path)__/u;
const FILE_OF = /^py:inspect\.(?:getfile|getsourcefile|getabsfile)\(\)/u;
const SITE = /^py:(?:site\.get(?:user)?sitepackages|sysconfig\.get_paths?|distutils\.sysconfig\.get_python_lib)\(\)/u;
const JOINS = /^(?:node:path(?:\.posix|\.win32)?\.(?:join|resolve)|py:os\.path\.join|py:pathlib\.\w*Path)$/u;
const IN_MODULES = /(?:^|[/\\])(?:node_modules|(?:site|dist)-packages)(?:[/\\]+((?:@[^/\\]+[/\\]+)?[^/\\]+))?/u;
const UNKNOWN = '*';

/** Where programs are installed: no build puts its own output there. */
const INSTALLED =
  /^(?:APPDATA|LOCALAPPDATA|USERPROFILE|HOME|ProgramFiles(?:\(x86\))?|ProgramW6432)$|AppData\b|^[/\\]Applications\b|Program Files|Application Support|^~|^[/\\](?:opt|usr)[/\\]/u;
const HOME = /^(?:node:os\.(?:homedir|userInfo)|py:os\.path\.expanduser|py:pathlib\.Path\.home)\(\)/u;
const PROGRAMS: readonly (readonly [what: string, path: RegExp])[] = [
  ['an installed program', /\.asar(?:\.unpacked)?(?=$|[/\\])|(?:^|[/\\])resources[/\\]+app(?=$|[/\\])/iu],
  ['a browser extension', /(?:^|[/\\])[a-p]{32}(?=$|[/\\])|\{[\da-f-]{36}\}\.xpi$/u],
];

/** Whose file a path may be; `file` is the path of the file that writes there. */
export function foreignTarget(view: ModuleView, path: ValueId, file: string): ForeignTarget | undefined {
  const words = constantsOf(view, path);
  const joined = joinsIn(view, path);
  const texts = [...words, ...joined].filter((one) => one.length < 500);
  const isInstalled = texts.some((one) => INSTALLED.test(one)) || hasApi(view, path, HOME);
  if (isInstalled)
    for (const [name, pattern] of PROGRAMS)
      if (texts.some((one) => pattern.test(one)) || pattern.test(words.toReversed().join('/').slice(0, 2_000)))
        return { is: 'program', name };
  const names = packagesIn(view, path, texts, file);
  if (names.size === 0) return undefined;
  const known = [...names].filter((one) => one !== UNKNOWN);
  const system = view.module.language === 'python' ? 'py' : 'npm';
  const ofKeys = known.find((one) => isKeyLibrary(`${system}:${one}`));
  return { is: 'package', name: ofKeys ?? known[0], handlesKeys: ofKeys !== undefined };
}

function packagesIn(view: ModuleView, path: ValueId, texts: readonly string[], file: string): ReadonlySet<string> {
  const found = new Set<string>();
  const name = (text: string | undefined): void => {
    const one = text === undefined ? UNKNOWN : packageOf(text, view.module.language === 'python');
    if (one !== undefined && !isOwn(one, file)) found.add(one);
  };
  for (const value of view.madeOf(path)) {
    for (const api of view.apisOf(value)) {
      if (LOADED.test(api)) name(undefined);
      else if (SITE.test(api)) name(undefined);
      const [, module] = MODULE_FILE.exec(api) ?? [];
      if (module !== undefined && module !== '') name(module);
    }
    for (const step of view.definitions(value)) {
      if (step.is !== 'call') continue;
      const called = view.apisOf(step.callee).map((api) => `${api}()`);
      const first = view.argument(step, 0);
      if (first === undefined) continue;
      if (called.some((api) => RESOLVES.test(api))) name(view.textOf(first));
      else if (called.some((api) => FILE_OF.test(api)))
        for (const api of view.apisOf(first)) if (api.startsWith('py:')) name(api.slice('py:'.length));
    }
  }
  const inside = texts.flatMap((text) => {
    const match = IN_MODULES.exec(text);
    return match === null ? [] : [match[1]];
  });
  // The folder alone says less than a path into it does.
  const said = inside.some((one) => one !== undefined) ? inside.filter((one) => one !== undefined) : inside;
  // A folder with a dot is a tool's own, for all packages.
  for (const one of said) if (one?.startsWith('.') !== true) name(one === UNKNOWN ? undefined : one);
  for (const text of texts) {
    const beside = besideOwn(text, file);
    if (beside !== undefined) name(beside);
  }
  return found;
}

/** The texts that are put together to paths, what is unknown as `*`, and the own folder as `.`. */
function joinsIn(view: ModuleView, path: ValueId): string[] {
  const found: string[] = [];
  const textOf = (value: ValueId): string =>
    view.textOf(value) ?? (view.apisOf(value).includes('global:__dirname') ? '.' : UNKNOWN);
  for (const value of view.madeOf(path)) {
    for (const step of view.definitions(value)) {
      if (step.is === 'join') found.push(step.parts.map(textOf).join(''));
      else if (step.is === 'call' && view.apisOf(step.callee).some((api) => JOINS.test(api)))
        found.push(argumentsOf(step).map(textOf).join('/'));
    }
  }
  return found;
}

function argumentsOf(call: CallIr): ValueId[] {
  return call.arguments.map((one) => one.value);
}

/** `__dirname + '/../other/index.js'` of a file in the package's own folder: one folder further up lie the others. */
function besideOwn(text: string, file: string): string | undefined {
  if (!/^\.[/\\]/u.test(text)) return undefined;
  const parts = text.split(/[/\\]+/u).slice(1);
  const up = parts.findIndex((one) => one !== '..' && one !== '.');
  if (up < 0 || parts.slice(0, up).filter((one) => one === '..').length !== file.split('/').length) return undefined;
  const [first = '', second = ''] = parts.slice(up);
  return first.startsWith('.') || second === '' ? undefined : first.startsWith('@') ? `${first}/${second}` : first;
}

/** The package that a specifier or path begins with; undefined for what is relative. */
function packageOf(text: string, isPython: boolean): string | undefined {
  if (/^[./\\]|^\w+:/u.test(text) || text === '') return undefined;
  if (isPython) return text.split(/[./\\]/u)[0];
  return /^(?:@[^/\\]+[/\\]+)?[^/\\]+/u.exec(text)?.[0].replaceAll('\\', '/');
}

/** A module of Python stands in a folder of its name. */
function isOwn(name: string, file: string): boolean {
  return name === '__main__' || file.split('/').some((one) => one.replace(/\.py$/u, '') === name);
}

function hasApi(view: ModuleView, path: ValueId, pattern: RegExp): boolean {
  for (const value of view.madeOf(path)) if (view.apisOf(value).some((api) => pattern.test(api))) return true;
  return false;
}
