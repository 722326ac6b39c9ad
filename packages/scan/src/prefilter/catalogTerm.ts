import type { Language } from '../ir/moduleIr.ts';

/** A line of a catalog, as far as it says by which words an API is reached: `py:requests`, `get post`. */
export interface CatalogLine {
  /** Start of an API path: `py:urllib.request`, `node:https`, `npm:@noble/curves`, `global:crypto.subtle`. */
  readonly root: string;
  /** Last members, separated by spaces, with positions (`sign:1/key`); `*`, `()` and `=` are any. */
  readonly members: string;
}

/**
 * What must stand in a package for a line of a catalog to be reachable in it: all of `roots`, and one of `members`
 * where there are any.
 */
export interface CatalogTerm {
  readonly languages: readonly Language[];
  readonly roots: readonly Word[];
  readonly members: readonly Word[];
}

/** A text and what may stand beside it. */
export interface Word {
  readonly text: string;
  /** `word`: no letter, digit or `_` on either side. `specifier`: a quote before, a quote or `/` behind. `start`: a quote before. */
  readonly as: 'word' | 'specifier' | 'start';
}

/**
 * Derives the words of a catalog's line. A module of Python is named by each part of its path, a module of JavaScript
 * in quotes, a global by its name. Members are asked for in Python only: JavaScript computes them everywhere.
 */
export function catalogTerm({ root, members }: CatalogLine): CatalogTerm {
  const colon = root.indexOf(':');
  const system = root.slice(0, colon);
  const path = root.slice(colon + 1).replaceAll('()', '');
  switch (system) {
    case 'py':
      return { languages: ['python'], roots: path.split('.').filter(isWord).map(word), members: memberWords(members) };
    case 'global':
      // `open` and `eval` are names of both languages.
      return { languages: ['python', 'javascript'], roots: path.split('.').slice(0, 1).map(word), members: [] };
    case 'node': {
      const [module = ''] = path.split('.');
      return { languages: ['javascript'], roots: [{ text: module, as: 'specifier' }], members: [] };
    }
    case 'npm': {
      // A dot may be of the name (`web3.js`) or begin a member: what stands before it is in both.
      const [name = ''] = path.split('.');
      const as = name === path && /[a-z\d]$/i.test(name) ? 'specifier' : 'start';
      return { languages: ['javascript'], roots: [{ text: name, as }], members: [] };
    }
    default:
      throw new RangeError(`catalog line ${root} begins with no known system: expected py:, global:, node: or npm:`);
  }
}

function word(text: string): Word {
  return { text, as: 'word' };
}

function isWord(text: string): boolean {
  return text !== '';
}

/** None where the line speaks of the root itself or of everything under it. */
function memberWords(members: string): Word[] {
  const names = members.split(' ').map((member) => member.split(/[:/]/, 1)[0] ?? '');
  if (names.some((name) => name === '*' || name === '()' || name === '=')) return [];
  return names.map((name) => word(name.slice(name.lastIndexOf('.') + 1)));
}
