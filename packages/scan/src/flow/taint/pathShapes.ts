import { ANY_KEY, ERROR_TEXT, OWN_ERROR } from './accessPaths.ts';

/**
 * Where in a value the secret may be, as a set of what paths look like: how they begin, and whether anything follows.
 * A set of bits, so that a value is looked at a few times, however many paths there are.
 */
export type PathShapes = number;

/** The value itself. */
export const WHOLE = 1;
/** An element, or a member whose name nothing says. */
const ELEMENT = 2;
/** A member with a name. */
const MEMBER = 4;
/** A member of an element. */
const DEEP_ELEMENT = 8;
const DEEP_MEMBER = 16;
/** In what an error says. */
export const IN_ERROR = 32;

const DEEP = ELEMENT | MEMBER | DEEP_ELEMENT | DEEP_MEMBER;
const ELEMENTS = ELEMENT | DEEP_ELEMENT;
/** Begins with a name, of a member or of what an error says. */
export const NAMED: PathShapes = MEMBER | DEEP_MEMBER | IN_ERROR;
/** Anything but the value itself. */
export const INSIDE: PathShapes = DEEP | IN_ERROR;

/** The paths of what holds, under `key`, something with the secret. */
export function under(key: string, shapes: PathShapes): PathShapes {
  if (key === ERROR_TEXT || key === OWN_ERROR) return IN_ERROR;
  return key === ANY_KEY ? underElement(shapes) : underMember(shapes);
}
export function underElement(shapes: PathShapes): PathShapes {
  return ((shapes & WHOLE) === 0 ? 0 : ELEMENT) | ((shapes & INSIDE) === 0 ? 0 : DEEP_ELEMENT);
}
export function underMember(shapes: PathShapes): PathShapes {
  return ((shapes & WHOLE) === 0 ? 0 : MEMBER) | ((shapes & INSIDE) === 0 ? 0 : DEEP_MEMBER);
}

/** The paths without their first members. */
export function below(shapes: PathShapes): PathShapes {
  let found = 0;
  if ((shapes & (ELEMENT | MEMBER)) !== 0) found |= WHOLE;
  if ((shapes & (DEEP_ELEMENT | DEEP_MEMBER)) !== 0) found |= DEEP | IN_ERROR;
  if ((shapes & IN_ERROR) !== 0) found |= WHOLE | INSIDE;
  return found;
}

/** The paths in an element; what is elsewhere stays where it is. */
export function ofElement(shapes: PathShapes): PathShapes {
  return (shapes & ~ELEMENTS) | below(shapes & ELEMENTS);
}

/** The paths after reading a member, whichever it is. */
export function ofMember(shapes: PathShapes): PathShapes {
  return (shapes & WHOLE) | below(shapes & ~WHOLE);
}
