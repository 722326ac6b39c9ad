import path from 'node:path';
import type { Chance } from '../chance.ts';
import { applyEdits, type Edit } from '../edits.ts';
import { createFreshNames } from '../freshNames.ts';
import type { PackageFiles } from '../packageFiles.ts';
import type { HostNames } from '../renameHosts.ts';
import { bindJavaScript, children, type ModuleNames, type Node } from './bindJavaScript.ts';
import { knownMembers } from './knownMembers.ts';

const SCRIPT = /\.[cm]?js$/;
const TEST = /^tests?\//;
const WORD = /[A-Za-z_$][\w$]*/g;

/**
 * Renames the variables, inner members, inner exports and inner files of a package in JavaScript, the same everywhere. What users
 * of the package see stays: names that its entries export, that its tests, types and manual use, that stand in a
 * string, or that the platform has too. Tests keep their names and follow the files.
 */
export function renameJavaScript(files: PackageFiles, chance: Chance, hosts: HostNames): PackageFiles {
  const modules = new Map<string, ModuleNames>();
  for (const [file, text] of files) if (SCRIPT.test(file)) modules.set(file, bindJavaScript(file, text));

  const kept = publicWords(files, modules);
  const taken = new Set([...files.values()].flatMap((text) => text.match(WORD) ?? []));
  const fresh = createFreshNames(chance, taken);
  const members = memberNames(modules, kept, fresh);
  const moved = movedFiles(files, modules, fresh);

  const renamed = new Map<string, string>();
  for (const [file, text] of files) {
    const names = modules.get(file);
    const edits =
      names === undefined
        ? []
        : TEST.test(file)
          ? specifierEdits(file, names, files, moved)
          : [
              ...nameEdits(names, members, kept, fresh),
              ...specifierEdits(file, names, files, moved),
              ...hostEdits(names, hosts),
            ];
    renamed.set(moved.get(file) ?? file, hosts.within(applyEdits(text, edits)));
  }
  return new Map([...renamed].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** Words that must stay because somebody outside may say them. */
function publicWords(files: PackageFiles, modules: ReadonlyMap<string, ModuleNames>): ReadonlySet<string> {
  const words = new Set(knownMembers());
  const add = (text: string): void => text.match(WORD)?.forEach((word) => words.add(word));
  const entries = entryFiles(files);
  for (const [file, text] of files) {
    const names = modules.get(file);
    if (names === undefined || TEST.test(file)) add(file.endsWith('.md') ? text.replaceAll(/\b[a-z]+\b/g, '') : text);
    else {
      for (const literal of names.strings) add(stringOf(literal));
      if (!entries.has(file)) continue;
      for (const specifier of names.specifiers) if (specifier.kind !== 'import') words.add(specifier.to);
      for (const binding of names.bindings) if (binding.isExported) words.add(binding.name);
      for (const match of text.matchAll(/\bexports\.([\w$]+)/g)) words.add(match[1] ?? '');
    }
  }
  return words;
}

/** Private members, and what inner modules export, with their new names. */
function memberNames(
  modules: ReadonlyMap<string, ModuleNames>,
  kept: ReadonlySet<string>,
  fresh: () => string,
): ReadonlyMap<string, string> {
  const found = new Set<string>();
  for (const [file, names] of modules) {
    if (TEST.test(file)) continue;
    for (const { name } of names.members) if (/^(#|_(?!_))./.test(name)) found.add(name);
    for (const binding of names.bindings) if (binding.isExported) found.add(binding.name);
    for (const specifier of names.specifiers) if (specifier.kind !== 'import') found.add(specifier.to);
    for (const name of commonJsExports(names.program)) found.add(name);
  }
  found.delete('default');
  return new Map(
    [...found].filter((name) => !kept.has(name)).map((name) => [name, (name.startsWith('#') ? '#' : '') + fresh()]),
  );
}

/** Names assigned as `exports.name` or `module.exports.name`. */
function commonJsExports(node: Node): string[] {
  const own: string[] = [];
  if (node.type === 'AssignmentExpression') {
    const { object, property, computed } = node['left'] as Record<string, Node> & { computed?: boolean };
    const holder = object?.type === 'MemberExpression' ? (object['property'] as Node) : object;
    if (computed !== true && holder?.['name'] === 'exports' && property !== undefined)
      own.push(String(property['name']));
  }
  return [...own, ...children(node).flatMap(commonJsExports)];
}

/** Files that the manifest names, whole or as a word of a script. */
function entryFiles(files: PackageFiles): ReadonlySet<string> {
  const manifest = files.get('package.json') ?? '{}';
  const words = manifest.split(/["\s]+/).map((word) => word.replace(/^\.\//, ''));
  return new Set(words.map((word) => resolve(files, word) ?? word).concat('index.js'));
}

/** Inner files get names of their own; entries, tests and what no literal path names keep theirs. */
function movedFiles(
  files: PackageFiles,
  modules: ReadonlyMap<string, ModuleNames>,
  fresh: () => string,
): ReadonlyMap<string, string> {
  const entries = entryFiles(files);
  const reached = new Set<string>();
  for (const [file, names] of modules) {
    for (const { target } of specifiersOf(file, names, files)) reached.add(target);
  }
  const moved = new Map<string, string>();
  for (const file of modules.keys()) {
    const isNamed = entries.has(file) || TEST.test(file) || !reached.has(file) || /(^|\/)index\.[cm]?js$/.test(file);
    if (!isNamed) moved.set(file, path.posix.join(path.posix.dirname(file), fresh() + path.posix.extname(file)));
  }
  return moved;
}

function resolve(files: PackageFiles, wanted: string): string | undefined {
  return [wanted, `${wanted}.js`, `${wanted}/index.js`].find((name) => files.has(name) && SCRIPT.test(name));
}

/** Relative paths in strings that name a file of the package. */
function specifiersOf(file: string, names: ModuleNames, files: PackageFiles): { literal: Node; target: string }[] {
  return names.strings.flatMap((literal) => {
    const said = stringOf(literal);
    if (!/^\.\.?\//.test(said) || literal.type !== 'Literal') return [];
    const target = resolve(files, path.posix.join(path.posix.dirname(file), said));
    return target === undefined ? [] : [{ literal, target }];
  });
}

function specifierEdits(
  file: string,
  names: ModuleNames,
  files: PackageFiles,
  moved: ReadonlyMap<string, string>,
): Edit[] {
  return specifiersOf(file, names, files).flatMap(({ literal, target }) => {
    const to = moved.get(target);
    if (to === undefined) return [];
    const said = path.posix.relative(path.posix.dirname(file), to);
    return [
      { start: literal.start, end: literal.end, text: JSON.stringify(said.startsWith('.') ? said : `./${said}`) },
    ];
  });
}

function nameEdits(
  names: ModuleNames,
  members: ReadonlyMap<string, string>,
  kept: ReadonlySet<string>,
  fresh: () => string,
): Edit[] {
  const member = (name: string): string => members.get(name) ?? name;
  const variables = new Map(
    names.bindings.map((binding) => {
      if (binding.isExported) return [binding, member(binding.name)];
      return [binding, isClassOfTheApi(binding.name, kept) ? binding.name : fresh()];
    }),
  );
  const edits: Edit[] = names.members.map(({ name, start, end }) => ({ start, end, text: member(name) }));
  for (const [binding, to] of variables) {
    for (const { start, end, form } of binding.uses) {
      edits.push({ start, end, text: form === 'plain' ? to : `${member(binding.name)}: ${to}` });
    }
  }
  for (const { start, end, kind, from, to, binding } of names.specifiers) {
    const local = binding === undefined ? undefined : variables.get(binding);
    const left = kind === 'export' ? (local ?? from) : member(from);
    const right = kind === 'import' ? (local ?? to) : member(to);
    edits.push({ start, end, text: left === right ? left : `${left} as ${right}` });
  }
  return edits;
}

/** A class shows its name in errors and logs: one that users know keeps it. */
function isClassOfTheApi(name: string, kept: ReadonlySet<string>): boolean {
  return /^[A-Z][a-z]/.test(name) && kept.has(name);
}

/** Hosts that are spelled as labels or as the codes of their letters; those in one piece are seen in the text. */
function hostEdits(names: ModuleNames, hosts: HostNames): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ArrayExpression') {
      const values = (node['elements'] as (Node | null)[]).map((element) => element?.['value']);
      const replace = (elements: readonly (string | number)[]): void =>
        void edits.push({
          start: node.start,
          end: node.end,
          text: `[${elements.map((one) => (typeof one === 'string' ? `'${one}'` : one)).join(', ')}]`,
        });
      if (values.at(-1) === 'invalid') return replace(hosts.labels(values.map(String)));
      if (values.every((value): value is number => typeof value === 'number')) {
        const text = String.fromCharCode(...values);
        const to = hosts.within(text);
        if (to !== text) return replace(Array.from(to, (letter) => letter.charCodeAt(0)));
      }
    }
    children(node).forEach(visit);
  };
  visit(names.program);
  return edits;
}

function stringOf(literal: Node): string {
  const { value } = literal;
  return typeof value === 'string' ? value : ((value as { cooked?: string }).cooked ?? '');
}
