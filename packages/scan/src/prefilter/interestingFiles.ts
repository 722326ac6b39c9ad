import type { Language } from '../ir/moduleIr.ts';
import type { Interest, InterestFinder } from './interest.ts';
import { createLiteralMatcher } from './literalMatcher.ts';

/** A source file of a package, and what may be in it. */
export interface SourceFile {
  /** Relative, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly language: Language;
  readonly interest: Interest;
}

/** A further name by which the package's own files import one of them: its `main` by its name, `imports` of package.json. */
export interface Alias {
  readonly name: string;
  readonly path: string;
}

/**
 * The files of a package that must be lowered for its flow report to be whole. The others can have no part in any
 * flow and use no API of the catalogs.
 *
 * The rule, of which each step only ever adds files:
 * 1. Where the files of the package together reach no line of the catalogs, no file is needed.
 * 2. A value gets from one file to another through an import, which names the other file (or its folder, for `index`
 *    and `__init__`). Files that name each other, in any position, belong together. Each group is asked alone.
 * 3. A file with a dynamic route may import any other: if there is one, all files are one group.
 */
export function interestingFiles<F extends SourceFile>(
  finder: InterestFinder,
  files: readonly F[],
  aliases: readonly Alias[] = [],
): readonly F[] {
  if (!finder.reaches(files.map((file) => file.interest))) return [];
  if (files.some((file) => file.interest.anyRoot)) return files;
  const groups = groupByMention(files, aliases);
  const members = new Map<number, F[]>();
  for (const [index, file] of files.entries()) {
    const group = groups[index] ?? index;
    const held = members.get(group);
    if (held === undefined) members.set(group, [file]);
    else held.push(file);
  }
  const needed = new Set<F>();
  for (const group of members.values()) {
    if (finder.reaches(group.map((file) => file.interest))) for (const file of group) needed.add(file);
  }
  return files.filter((file) => needed.has(file));
}

const ENTRY = /^(?:index|__init__|__main__)$/;

/** For each file the number of its group: files are joined where one has the other's name in it. */
function groupByMention(files: readonly SourceFile[], aliases: readonly Alias[]): Int32Array {
  const parent = Int32Array.from(files, (_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const byName = new Map<string, number[]>();
  for (const [index, { path }] of files.entries()) {
    const parts = path.split('/');
    const stem = (parts.pop() ?? '').replace(/\..*$/, '');
    const name = ENTRY.test(stem) ? parts.at(-1) : stem;
    // What has no name to be imported by, or a name beyond ASCII, is joined with everything below.
    const key = name !== undefined && /^[!-~]+$/.test(name) ? name : '';
    const named = [key, ...aliases.filter((alias) => alias.path === path).map((alias) => alias.name)];
    for (const one of named) byName.set(one, [...(byName.get(one) ?? []), index]);
    // `from . import x` and `require('..')` name a folder's entry by its place alone.
    if (ENTRY.test(stem)) {
      const folder = parts.map((part) => `${part}/`).join('');
      for (const [other, { path: below }] of files.entries())
        if (below.startsWith(folder)) parent[find(other)] = find(index);
    }
  }
  for (const index of byName.get('') ?? []) {
    for (let other = 0; other < files.length; other++) parent[find(other)] = find(index);
  }
  const names = [...byName.keys()].filter((name) => name !== '');
  const matcher = createLiteralMatcher(names.map((text) => ({ text, ignoreCase: true })));
  for (const [index, file] of files.entries()) {
    const seen = new Set<number>();
    matcher.find(file.bytes, (name) => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const other of byName.get(names[name] ?? '') ?? []) parent[find(other)] = find(index);
    });
  }
  return parent.map((_, index) => find(index));
}
