import type { ApiPaths } from './apiPaths.ts';
import { FOLDED_APIS } from './foldConstants.ts';
import { CALLS_NOTHING, HANDS_ON, MAKES_CONTAINER, MAKES_FROM_PAIRS, NAMED_CHANNELS, SAME } from './knownCalls.ts';
import { REFLECTS } from './reflection.ts';

/** What calling an API from outside does to values, as far as it is known: looked up once for each API, not for each call. */
export interface ApiTraits {
  /** Of a promise's own resolve function the value that it settles, else -1. */
  readonly settles: number;
  /** The same of its reject function. */
  readonly refuses: number;
  readonly makesContainer: boolean;
  readonly makesFromPairs: boolean;
  readonly handsOn: boolean;
  /** What it gives is what it was given, and nothing of its own. */
  readonly isSame: boolean;
  /** Only imports or reads a member, under the names that every program knows it by. */
  readonly imports: boolean;
  readonly folds: boolean;
  readonly reflects: boolean;
  /** Whether any of the above is so. */
  readonly acts: boolean;
  /** Does not call what it is given. */
  readonly callsNothing: boolean;
  /** Gives a function that it is given, or one that calls it. */
  readonly wraps: boolean;
  /** The same of functions from outside. */
  readonly wrapsOutside: boolean;
  readonly isPromise: boolean;
  /** Whether what it gives is handed to the functions that it is given. */
  readonly tells: boolean;
}

const IMPORTS =
  /^(global:require|global:__import__|py:importlib\.(import_module|__import__)|node:module\.(createRequire\(\)|_load)|.*\.(mainModule|module)\.require|global:module\.require)$/u;
const LONGEST_IMPORT = 60;
export const SETTLED = 'promise:';
export const REFUSED_BY = 'refused:';
/** Of these, and of a function from outside: what it gives does what that does. */
const WRAPS_OUTSIDE =
  /^node:util\.\w+$|^npm:(?:pify|es6-promisify|util\.promisify|bluebird|lodash|underscore)(?:\.\w+)?$/u;
const WRAPS = /^(npm|py):|^node:util\.|^global:(classmethod|staticmethod|property|setTimeout)$/u;
const REFLECTING = /^(?:global:(?:Object\.(?:defineProperty|assign)|super)|node:util\.inherits)$/u;

export function createApiTraits(apis: ApiPaths): (api: number) => ApiTraits {
  const known: (ApiTraits | undefined)[] = [];
  return (api) => {
    while (known.length <= api) known.push(undefined);
    return (known[api] ??= traitsOf(apis.text(api), apis.isListed(api)));
  };
}

function traitsOf(path: string, isListed: boolean): ApiTraits {
  const settles = numberAfter(SETTLED, path);
  const refuses = numberAfter(REFUSED_BY, path);
  const does = {
    makesContainer: MAKES_CONTAINER.has(path),
    makesFromPairs: MAKES_FROM_PAIRS.has(path),
    // The handler of a proxy is not what the proxy is.
    handsOn: (HANDS_ON.has(path) && path !== 'global:Proxy') || NAMED_CHANNELS.has(path),
    imports: path.length < LONGEST_IMPORT && IMPORTS.test(path),
    folds: FOLDED_APIS.has(path),
    reflects: REFLECTS.has(path) || REFLECTING.test(path),
  };
  return {
    settles,
    refuses,
    ...does,
    isSame: SAME.has(path),
    acts: settles >= 0 || refuses >= 0 || Object.values(does).includes(true),
    callsNothing: CALLS_NOTHING.test(path),
    // What is called on an element is not one.
    wraps: WRAPS.test(path),
    wrapsOutside: WRAPS_OUTSIDE.test(path),
    isPromise: path === 'global:Promise',
    tells: isListed && !/\.(then|catch|finally)$/u.test(path),
  };
}

function numberAfter(prefix: string, path: string): number {
  return path.startsWith(prefix) ? Number.parseInt(path.slice(prefix.length), 10) : -1;
}
