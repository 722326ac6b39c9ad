import type { MemberNames } from '../program/memberNames.ts';
import { type ApiPaths, createApiPaths } from './apiPaths.ts';
import type { Constant } from './foldConstants.ts';

/**
 * What a value can stand for, as one number: three bits of kind, then an index. Objects are named by the value that
 * holds them first: a `fresh` one, a module's exports, a class's instance.
 */
export type Denotation = number;

export const CONSTANT = 0;
export const FUNCTION = 1;
export const CLASS = 2;
export const API = 3;
export const OBJECT = 4;
/** The `new` expression, by its value, that made an object of a class; its members are those of the class's `instance`. */
export const SITE = 5;
/** An object of a class or of one below it, by the class: what `this` is in a method. */
export const FAMILY = 6;
/** In a member's set: reading the member calls the function. */
export const GETTER = 7;

export function kindOf(denotation: Denotation): number {
  return denotation & 7;
}
export function indexOf(denotation: Denotation): number {
  return denotation >> 3;
}
export function denote(kind: number, index: number): Denotation {
  return (index << 3) | kind;
}

/** The constants and API paths that denotations name by their index. */
export interface Denotations {
  readonly apis: ApiPaths;
  constant(value: Constant): Denotation;
  constantOf(denotation: Denotation): Constant | undefined;
  /** Whether any value was found to be this constant. */
  hasConstant(value: Constant): boolean;
  api(path: string): Denotation;
}

export function createDenotations(isListed: (root: string) => boolean, names: MemberNames): Denotations {
  const constants: Constant[] = [];
  const byConstant = new Map<Constant, number>();
  const apis = createApiPaths(isListed, names);
  return {
    apis,
    constant(value) {
      let index = byConstant.get(value);
      if (index === undefined) {
        index = constants.push(value) - 1;
        byConstant.set(value, index);
      }
      return denote(CONSTANT, index);
    },
    hasConstant: (value) => byConstant.has(value),
    constantOf: (denotation) => (kindOf(denotation) === CONSTANT ? constants[indexOf(denotation)] : undefined),
    api: (path) => denote(API, apis.root(path)),
  };
}
