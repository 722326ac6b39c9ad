import { createPairTable } from '../../dense/pairTable.ts';

/**
 * Where in a value the secret is: the value itself (`WHOLE`), or under a member, and a member of that, to a depth.
 * Interned; a path that grows too long is cut at its end, where it then says that the secret is somewhere below.
 */
export interface AccessPaths {
  readonly WHOLE: 0;
  /** The path of what holds, under `key`, something with the secret at `path`. */
  under(key: string, path: number): number;
  /** First member of a path; undefined for the whole. */
  head(path: number): string | undefined;
  tail(path: number): number;
  /** The first members of a path: the secret is somewhere under them. */
  cut(path: number, depth: number): number;
  /** Whether the secret is in what an error says. */
  isErrorText(path: number): boolean;
  /** Whether it is in an error, of the runtime or of the package. */
  isInError(path: number): boolean;
  /** Whether the path was cut, and says no more than that the secret is somewhere below. */
  isCut(path: number): boolean;
  /** What a path is after reading `key`; undefined where the secret is under another member. */
  read(path: number, key: string): number | undefined;
}

/** Any member: an element of a list, or a name that nothing says. */
export const ANY_KEY = '*';
/** Some member, or a member of one: what is left of a path that was cut. To read one member of it is a guess. */
export const SOMEWHERE = '**';
/** What an error says: read by its names, and not written out with whatever holds the error. */
export const ERROR_TEXT = 'what an error says';
/** The same of an error whose class the package made: it may keep it under any name, which is written out like any member. */
export const OWN_ERROR = 'what an error of the package holds';
/** What a promise is refused with: not in what comes of it, but caught where it is awaited. */
export const REFUSED = 'what a promise is refused with';
/** The names of an object's members: written out and listed with it, and read under none of them. */
export const MEMBER_NAMES = 'the names of its members';
const TEXT_MEMBERS: ReadonlySet<string> = new Set([ANY_KEY, 'message', 'stack', 'args', 'cause', 'reason', 'msg']);
const DEEPEST = 4;
const MOST_PATHS = 60_000;

export function createAccessPaths(): AccessPaths {
  const heads: (string | undefined)[] = [undefined];
  const tails: number[] = [0];
  const depths: number[] = [0];
  const keys = new Map<string, number>();
  /** Pairs of a key and a tail, and what path each is. */
  const pairs = createPairTable();
  const made: (number | undefined)[] = [];

  function under(key: string, path: number): number {
    const tail = (depths[path] as number) < DEEPEST ? path : begin(path, DEEPEST - 1);
    let number = keys.get(key);
    if (number === undefined) keys.set(key, (number = keys.size));
    const pair = pairs.idOf(number, tail);
    let found = made[pair];
    if (found === undefined) {
      if (heads.length >= MOST_PATHS) return key === ANY_KEY ? 0 : under(ANY_KEY, 0);
      found = heads.push(key) - 1;
      tails.push(tail);
      depths.push(key === SOMEWHERE ? 0 : (depths[tail] as number) + 1);
      made[pair] = found;
    }
    return found;
  }
  /** What is too deep is all of what holds it. */
  function begin(path: number, depth: number): number {
    return depth === 0 || path === 0 ? 0 : under(heads[path] as string, begin(tails[path] as number, depth - 1));
  }
  function cut(path: number, depth: number): number {
    if (path === 0) return 0;
    // A promise that holds something somewhere would be something else than one that is refused with it.
    if (heads[path] === REFUSED) return under(REFUSED, cut(tails[path] as number, depth));
    if (depth === 0) return under(restOf(heads[path] as string, tails[path] as number), 0);
    return under(heads[path] as string, cut(tails[path] as number, depth - 1));
  }
  function has(path: number, head: string): boolean {
    for (let at = path; at !== 0; at = tails[at] as number) if (heads[at] === head) return true;
    return false;
  }
  return {
    WHOLE: 0,
    under,
    cut,
    head: (path) => heads[path],
    tail: (path) => tails[path] as number,
    isErrorText: (path) => has(path, ERROR_TEXT),
    isInError: (path) => has(path, ERROR_TEXT) || has(path, OWN_ERROR),
    isCut: (path) => has(path, SOMEWHERE),
    read(path, key) {
      const head = heads[path];
      if (head === undefined) return path;
      if (head === REFUSED || head === MEMBER_NAMES) return undefined;
      if (head === OWN_ERROR) return tails[path] as number;
      if (head === ERROR_TEXT) return TEXT_MEMBERS.has(key) ? (tails[path] as number) : undefined;
      return head === key || head === ANY_KEY || head === SOMEWHERE || key === ANY_KEY
        ? (tails[path] as number)
        : undefined;
    },
  };
}

/** What stands for all that a path has from one member on. A whole element is any, and an error says what it says. */
function restOf(head: string, tail: number): string {
  return (head === ANY_KEY && tail === 0) || head === ERROR_TEXT || head === OWN_ERROR ? head : SOMEWHERE;
}
