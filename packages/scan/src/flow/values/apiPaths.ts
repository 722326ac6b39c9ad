import { apiForm } from '../catalog/apiForm.ts';
import { createPairTable } from '../../dense/pairTable.ts';
import type { MemberNames } from '../program/memberNames.ts';

/**
 * Names of what comes from outside a package, as the way that leads to it: `node:https.request().write`.
 * Interned: the same path is the same number. Calls and `new` both append `()`; promises and interop
 * wrappers leave no trace, so that every spelling of the same API is the same path.
 */
export interface ApiPaths {
  root(text: string): number;
  /** By the number of the member's name. */
  member(of: number, name: number): number;
  call(of: number): number;
  text(api: number): string;
  /** Whether a catalog speaks of something under its root: the others only say that it is not of this package. */
  isListed(api: number): boolean;
  /** Whether it is the object whose members are known everywhere by name. */
  isGlobalObject(api: number): boolean;
  /** Steps from the root; the path stops growing at a limit. */
  count(): number;
}

const LONGEST = 8;
/** Of what no catalog names, only the first steps are told apart. */
const LONGEST_UNLISTED = 2;
const LONGEST_KEY = 64;
/** Members that hand on what they are read from: interop wrappers, promise flavours and the global object itself. */
const TRANSPARENT = new Set(['default', '__esModule', 'promises']);
const GLOBAL_OBJECTS = new Set([
  'global:globalThis',
  'global:window',
  'global:self',
  'global:global',
  'global:root',
  'global:frames',
  'global:top',
  'global:parent',
  'py:builtins',
  'py:__builtins__',
]);

/** Whether a path is that of an object whose members are known everywhere by name. */
export function isGlobalObjectPath(path: string): boolean {
  return GLOBAL_OBJECTS.has(path);
}

/** `isListed` says whether a catalog has anything under a root. */
export function createApiPaths(isListed: (root: string) => boolean, names: MemberNames): ApiPaths {
  const texts: string[] = [];
  const depths: number[] = [];
  const longest: number[] = [];
  /** The path that each begins with: an import or a global. */
  const roots: number[] = [];
  const calls: (number | undefined)[] = [];
  const byText = new Map<string, number>();
  const transparent = new Set([...TRANSPARENT].map((key) => names.idOf(key)));
  /** Pairs of a path and a key, and what each leads to. */
  const pairs = createPairTable();
  const members: number[] = [];

  function intern(text: string, depth: number, most: number, from: number): number {
    const found = byText.get(text);
    if (found !== undefined) return found;
    texts.push(text);
    depths.push(depth);
    longest.push(most);
    roots.push(from < 0 ? roots.length : from);
    byText.set(text, texts.length - 1);
    return texts.length - 1;
  }
  function extend(of: number, by: string): number {
    const depth = depths[of] ?? 0;
    const most = longest[of] ?? 0;
    if (depth >= most) return of;
    const from = roots[of] as number;
    return intern(apiForm((texts[of] ?? '') + by, texts[from] as string), depth + 1, most, from);
  }
  function root(text: string): number {
    const found = byText.get(text);
    if (found !== undefined) return found;
    const plain = text.replace(/\.promises$/u, '');
    const made = intern(plain, 0, isListed(plain) ? LONGEST : LONGEST_UNLISTED, -1);
    byText.set(text, made);
    return made;
  }
  function memberOf(of: number, key: string): number {
    const short = key.length > LONGEST_KEY ? key.slice(0, LONGEST_KEY) : key;
    return GLOBAL_OBJECTS.has(texts[of] ?? '') ? root(`global:${short}`) : extend(of, `.${short}`);
  }
  return {
    root,
    member(of, name) {
      if (transparent.has(name)) return of;
      const pair = pairs.idOf(of, name);
      return (members[pair] ??= memberOf(of, names.textOf(name)));
    },
    call: (of) => (calls[of] ??= (texts[of] ?? '').endsWith('()') ? of : extend(of, '()')),
    text: (api) => texts[api] ?? '',
    isGlobalObject: (api) => GLOBAL_OBJECTS.has(texts[api] ?? ''),
    isListed: (api) => longest[api] === LONGEST,
    count: () => texts.length,
  };
}
