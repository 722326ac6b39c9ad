import type { Language, ModuleIr } from '../../ir/moduleIr.ts';

/** What the manifest of a package says about its own modules; all of it optional. */
export interface PackageLayout {
  /** The package's own name, by which it may import itself. */
  readonly name?: string;
  /** `main`, `module`, `browser` and the targets of `exports` in package.json, relative to the package. */
  readonly entries?: readonly string[];
}

/** A module of the package by its index, or a module from outside by its API path. */
export type Resolved = { readonly module: number } | { readonly external: string };

export type Resolve = (specifier: string, from: ModuleIr) => Resolved;

const JS_ENDINGS = ['', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx', '.json'];
const JS_INDEX = JS_ENDINGS.slice(1).map((ending) => `/index${ending}`);
/** TypeScript writes the name that the compiled file will have. */
const WRITTEN_FOR: readonly (readonly [string, readonly string[]])[] = [
  ['.js', ['.ts', '.tsx', '.jsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
];
/** Modules of the runtime that are also named without `node:`. */
const NODE_MODULES = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 ' +
    'https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder ' +
    'timers tls trace_events tty url util v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** Finds what an import means: a file of the package, or the path of something outside. */
export function createResolve(modules: readonly ModuleIr[], layout: PackageLayout): Resolve {
  const byFile = new Map(modules.map((module, index) => [module.file, index]));
  const bySuffix = pythonNames(modules);
  const known = new Map<string, Resolved>();
  return (specifier, from) => {
    const isBare = !specifier.startsWith('.');
    const cacheKey = isBare ? `${from.language} ${specifier}` : `${from.file} ${specifier}`;
    let found = known.get(cacheKey);
    if (found === undefined) {
      found = resolve(specifier, from);
      known.set(cacheKey, found);
    }
    return found;
  };

  function resolve(specifier: string, from: ModuleIr): Resolved {
    const index = from.language === 'python' ? python(specifier, from.file) : javascript(specifier, from.file);
    return index === undefined ? { external: externalPath(specifier, from.language) } : { module: index };
  }

  function javascript(specifier: string, file: string): number | undefined {
    if (specifier.startsWith('.') || specifier.startsWith('/')) {
      const path = specifier.startsWith('/') ? plain(specifier) : plain(`${folderOf(file)}/${specifier}`);
      return javascriptFile(path);
    }
    if (layout.name === undefined) return undefined;
    if (specifier === layout.name) {
      return firstOf((layout.entries ?? []).map((entry) => javascriptFile(plain(entry)))) ?? javascriptFile('index');
    }
    return specifier.startsWith(`${layout.name}/`)
      ? javascriptFile(specifier.slice(layout.name.length + 1))
      : undefined;
  }

  function javascriptFile(path: string): number | undefined {
    for (const ending of JS_ENDINGS) {
      const found = byFile.get(path + ending);
      if (found !== undefined) return found;
    }
    for (const [written, meant] of WRITTEN_FOR) {
      if (!path.endsWith(written)) continue;
      const stem = path.slice(0, -written.length);
      const found = firstOf(meant.map((ending) => byFile.get(stem + ending)));
      if (found !== undefined) return found;
    }
    return firstOf(JS_INDEX.map((index) => byFile.get(plain(path + index))));
  }

  function python(specifier: string, file: string): number | undefined {
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const path = specifier.slice(dots).replaceAll('.', '/');
    if (dots === 0) return bySuffix.get(path);
    let folder = folderOf(file);
    for (let up = 1; up < dots; up++) folder = folderOf(folder);
    const whole = plain(`${folder}/${path}`);
    return byFile.get(`${whole}.py`) ?? byFile.get(plain(`${whole}/__init__.py`)) ?? byFile.get(`${whole}.pyi`);
  }
}

/** Python's absolute imports start at a root that the archive does not name: every `src/` or `lib/` may be one. */
function pythonNames(modules: readonly ModuleIr[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  const folders = new Set(modules.filter((m) => m.file.endsWith('/__init__.py')).map((m) => folderOf(m.file)));
  for (const [index, { file, language }] of modules.entries()) {
    if (language !== 'python') continue;
    const path = file.replace(/(\/__init__)?\.pyi?$/u, '');
    const parts = path.split('/');
    // The root is above the topmost folder that is a package.
    let start = 0;
    while (start < parts.length - 1 && !folders.has(parts.slice(0, start + 1).join('/'))) start++;
    for (const name of [path, parts.slice(start).join('/')]) if (!names.has(name)) names.set(name, index);
  }
  return names;
}

/** `npm:axios`, `node:fs`, `py:requests`: what stands for a module from outside. */
export function externalPath(specifier: string, language: Language): string {
  if (language === 'python') return `py:${specifier}`;
  if (specifier.startsWith('node:')) return specifier.replaceAll('/', '.');
  const [first = ''] = specifier.split('/');
  if (NODE_MODULES.has(first)) return `node:${specifier.replaceAll('/', '.')}`;
  return `npm:${specifier}`;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Without `.`, `..` and double slashes; what climbs out of the package is no file of it. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

function firstOf(found: readonly (number | undefined)[]): number | undefined {
  return found.find((one) => one !== undefined);
}
