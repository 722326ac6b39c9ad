import type { Artifact, PackageFile } from '../artifact.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';
import { textOf } from '../textOf.ts';
import { explainByKind, runsTheSame } from './explainByKind.ts';
import { meaningOf } from './meaningOf.ts';
import { normaliseText } from './normaliseText.ts';
import type { FileOrigin, SourceComparison } from './sourceComparison.ts';

/** Reads a file as code; undefined for what is none. */
export type Lower = (file: PackageFile) => ModuleIr | undefined;

/** What build tools write into every output and no source holds. */
const HELPERS = new Set([
  '__esModule',
  'default',
  'use strict',
  'defineProperty',
  'getOwnPropertyDescriptor',
  'getOwnPropertyNames',
  'getPrototypeOf',
  'setPrototypeOf',
  'hasOwnProperty',
  'prototype',
  'constructor',
  'enumerable',
  'configurable',
  'writable',
  'value',
  'get',
  'set',
  'call',
  'apply',
  'create',
  'exports',
  'module',
  'require',
  'Object',
  'Symbol',
  'Promise',
  'Reflect',
  'TypeError',
  'iterator',
  'asyncIterator',
  'next',
  'done',
  'throw',
  'return',
  'then',
  'length',
  'push',
  'concat',
  'slice',
  'arguments',
  'toStringTag',
  'Module',
  'function',
  'object',
  'undefined',
  'decorate',
  'metadata',
]);

const MOST_WORDS = 20;

/**
 * Holds every file of a package against a source tree. A file is explained by the same bytes anywhere in
 * the tree, by a named normalisation, or, for compiled and bundled code, by every word of its meaning
 * standing in the code of the tree. What remains is `differs` where the tree has a file of the same place,
 * else `added`.
 */
export function compareWithSource(artifact: Artifact, source: readonly PackageFile[], lower: Lower): SourceComparison {
  const tree = readTree(artifact, source, lower);
  const files = artifact.files.map((file) => originOf(file, tree, lower));
  const isRelated = files.some((origin) => origin.is === 'explained' && origin.from !== undefined);
  const unexplained = files.filter(({ is }) => is !== 'explained');
  return {
    state: !isRelated ? 'no source' : unexplained.length > 0 ? 'mismatch' : 'match',
    files,
    added: files.filter(({ is }) => is === 'added').length,
  };
}

interface Tree {
  readonly byDigest: ReadonlyMap<string, string>;
  readonly byText: ReadonlyMap<string, string>;
  readonly paths: ReadonlySet<string>;
  /** Folder of the tree that is the package's own. */
  readonly root: string;
  readonly manifests: ReadonlyMap<string, string>;
  /** Of all code; read at the first file that needs it. */
  words(): ReadonlySet<string>;
}

function readTree(artifact: Artifact, source: readonly PackageFile[], lower: Lower): Tree {
  let words: Set<string> | undefined;
  const texts = source.map((file) => [file.path, textOf(file)] as const);
  const byDigest = new Map(source.map(({ digest, path }) => [digest, path]));
  return {
    byDigest,
    byText: new Map(texts.map(([path, text]) => [normaliseText(text), path])),
    paths: new Set(source.map(({ path }) => path)),
    root: rootIn(artifact, byDigest),
    manifests: new Map(texts.filter(([path]) => /(?:^|\/)package\.json$/.test(path))),
    words() {
      if (words === undefined) {
        words = new Set(HELPERS);
        for (const file of source) {
          const module = lower(file);
          if (module !== undefined) for (const word of meaningOf(module)) words.add(word);
        }
      }
      return words;
    },
  };
}

function originOf(file: PackageFile, tree: Tree, lower: Lower): FileOrigin {
  const { path } = file;
  const same = tree.byDigest.get(file.digest);
  if (same !== undefined) return { is: 'explained', path, by: 'same', from: same };
  const text = textOf(file);
  const alike = tree.byText.get(normaliseText(text));
  if (alike !== undefined) return { is: 'explained', path, by: 'line-ends', from: alike };
  if (path === 'package.json')
    for (const [from, manifest] of tree.manifests)
      if (runsTheSame(text, manifest)) return { is: 'explained', path, by: 'manifest', from };
  const kind = explainByKind(path, text);
  if (kind !== undefined) return { is: 'explained', path, by: kind };
  const module = lower(file);
  const place = tree.paths.has(tree.root + path) ? tree.root + path : undefined;
  const unexplained = module === undefined ? [] : [...meaningOf(module)].filter((word) => !tree.words().has(word));
  // What could not be parsed to its end may hide anything in the rest.
  const isRead = module !== undefined && module.unread.length === 0 && module.steps.length > 0;
  // Where the source has this very file, another text of it is no build.
  if (place === undefined && isRead && unexplained.length === 0) return { is: 'explained', path, by: 'generated' };
  const words = unexplained.slice(0, MOST_WORDS);
  return place === undefined
    ? { is: 'added', path, isCode: module !== undefined, unexplained: words }
    : { is: 'differs', path, from: place, unexplained: words };
}

/**
 * Where in the tree the package stands: the folder before the paths of most files that are the same, such as `src/` or
 * `packages/name/`. `dist/index.js` is then no other text of `src/index.js`, but `src/name/keys.py` is one of `name/keys.py`.
 */
function rootIn(artifact: Artifact, byDigest: ReadonlyMap<string, string>): string {
  const votes = new Map<string, number>();
  for (const { digest, path } of artifact.files) {
    const from = byDigest.get(digest);
    if (from?.endsWith(path) !== true) continue;
    const root = from.slice(0, from.length - path.length);
    if (root === '' || root.endsWith('/')) votes.set(root, (votes.get(root) ?? 0) + 1);
  }
  return [...votes].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
