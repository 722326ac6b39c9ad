import path from 'node:path';
import type { Chance } from '../chance.ts';
import { applyEdits, type Edit } from '../edits.ts';
import { createFreshNames } from '../freshNames.ts';
import type { PackageFiles } from '../packageFiles.ts';
import type { HostNames } from '../renameHosts.ts';
import { bindPython, type PythonBinding, type PythonNames } from './bindPython.ts';
import { pythonParser } from './pythonParser.ts';

const TEST = /^tests?\//;
const WORD = /[A-Za-z_]\w*/g;
const KEYWORDS = ['and', 'as', 'if', 'in', 'is', 'or', 'not', 'for', 'def', 'del', 'try', 'None', 'self', 'cls'];

/**
 * Renames the variables, inner functions, inner members and inner files of a package in Python, the same everywhere. What users see
 * stays: names in tests, in manifests, in strings, names of parameters that somebody gives by name, and libraries.
 */
export async function renamePython(files: PackageFiles, chance: Chance, hosts: HostNames): Promise<PackageFiles> {
  const parse = await pythonParser();
  const modules = new Map<string, PythonNames>();
  for (const [file, text] of files) {
    if (file.endsWith('.py') && !TEST.test(file)) modules.set(file, bindPython(parse(file, text)));
  }
  const kept = publicWords(files, modules);
  const taken = [...files.values()].flatMap((text) => text.match(WORD) ?? []);
  const fresh = createFreshNames(chance, [...taken, ...KEYWORDS]);
  const names = packageNames(modules, kept, fresh);
  const moved = movedModules([...modules.keys()], kept, fresh);

  const renamed = [...files].map(([file, text]): [string, string] => {
    const found = modules.get(file);
    const edits = found === undefined ? [] : editsOf(file, found, { kept, names, moved, files, fresh });
    return [moved.get(file) ?? file, hosts.within(applyEdits(text, edits))];
  });
  return new Map(renamed.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

interface Names {
  /** Words that somebody outside may say. */
  readonly kept: ReadonlySet<string>;
  /** New names of what modules define and of inner members, the same in all files. */
  readonly names: ReadonlyMap<string, string>;
  readonly moved: ReadonlyMap<string, string>;
  readonly files: PackageFiles;
  readonly fresh: () => string;
}

function publicWords(files: PackageFiles, modules: ReadonlyMap<string, PythonNames>): ReadonlySet<string> {
  const words = new Set<string>();
  const add = (text: string): void => text.match(WORD)?.forEach((word) => words.add(word));
  for (const [file, text] of files) if (TEST.test(file) || file.endsWith('.toml')) add(text);
  for (const { strings, keywords } of modules.values()) {
    for (const literal of strings) add(literal.text);
    for (const keyword of keywords) add(keyword.text);
  }
  return words;
}

function packageNames(
  modules: ReadonlyMap<string, PythonNames>,
  kept: ReadonlySet<string>,
  fresh: () => string,
): ReadonlyMap<string, string> {
  const found = new Set<string>();
  const members = new Set<string>();
  for (const { bindings, attributes } of modules.values()) {
    for (const binding of bindings) {
      if (binding.scope === 'class') (isInner(binding.name) ? found : members).add(binding.name);
      if (binding.scope === 'module' && !binding.isImported && !/^__|^_$/.test(binding.name)) found.add(binding.name);
    }
    for (const { node, object } of attributes) if (isInner(node.text) && object?.name === 'self') found.add(node.text);
  }
  return new Map(
    [...found]
      .filter((name) => !kept.has(name) && !members.has(name))
      .map((name) => [name, (isInner(name) ? '_' : '') + fresh()]),
  );
}

function isInner(name: string): boolean {
  return /^_[^_]/.test(name);
}

/** Modules that no test and no manifest names get names of their own. */
function movedModules(
  files: readonly string[],
  kept: ReadonlySet<string>,
  fresh: () => string,
): ReadonlyMap<string, string> {
  return new Map(
    files
      .filter((file) => !/^(__init__|setup)$/.test(moduleName(file)) && !kept.has(moduleName(file)))
      .map((file) => [file, path.posix.join(path.posix.dirname(file), `${fresh()}.py`)]),
  );
}

function moduleName(file: string): string {
  return path.posix.basename(file, '.py');
}

function editsOf(file: string, found: PythonNames, { kept, names, moved, files, fresh }: Names): Edit[] {
  const edits = new Map<number, Edit>();
  const put = (node: { startIndex: number; endIndex: number }, text: string): void =>
    void edits.set(node.startIndex, { start: node.startIndex, end: node.endIndex, text });

  const local = new Map<PythonBinding, string>();
  for (const binding of found.bindings) {
    const to = newName(binding);
    if (to === undefined) continue;
    local.set(binding, to);
    for (const use of binding.uses) put(use, to);
  }
  function newName(binding: PythonBinding): string | undefined {
    if (binding.scope === 'module' || binding.scope === 'class') return names.get(binding.name);
    if (/^__|^_$|^(self|cls)$/.test(binding.name) || binding.isImported) return undefined;
    return binding.isParameter && kept.has(binding.name) ? undefined : fresh();
  }

  const isOurs = new Set<PythonBinding>();
  for (const { module, name, alias, binding } of found.imports) {
    const target = fileOf(file, module.text, files);
    if (target === undefined) continue;
    const to = moved.get(target);
    if (to !== undefined) put(lastName(module), moduleName(to));
    if (name === undefined) continue;
    const inner = fileOf(file, joinModule(module.text, name.text), files);
    if (inner !== undefined) {
      // `from . import settings`: the file may have moved; the variable keeps its name.
      if (binding !== undefined) isOurs.add(binding);
      const movedTo = moved.get(inner);
      if (movedTo !== undefined)
        put(name, alias === undefined ? `${moduleName(movedTo)} as ${name.text}` : moduleName(movedTo));
    } else {
      const renamed = names.get(name.text);
      if (renamed !== undefined) put(name, renamed);
    }
  }
  for (const { node, object } of found.attributes) {
    const to = names.get(node.text);
    if (to !== undefined && (isInner(node.text) || (object !== undefined && isOurs.has(object)))) put(node, to);
  }
  return [...edits.values()];
}

function lastName(module: { startIndex: number; endIndex: number; text: string }): {
  startIndex: number;
  endIndex: number;
} {
  const at = module.text.lastIndexOf('.') + 1;
  return { startIndex: module.startIndex + at, endIndex: module.endIndex };
}

function joinModule(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** The file of the package that a module's name means, seen from a file. */
function fileOf(from: string, module: string, files: PackageFiles): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const names = module
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  const base = dots === 0 ? '.' : path.posix.join(path.posix.dirname(from), ...Array<string>(dots - 1).fill('..'));
  const whole = path.posix.join(base, ...names);
  return [`${whole}.py`, `${whole}/__init__.py`].find((name) => files.has(name));
}
