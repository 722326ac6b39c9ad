import { ANY_KEY, ERROR_TEXT, OWN_ERROR, REFUSED } from './accessPaths.ts';

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
/** In what a promise is refused with. */
const IN_REFUSED = 64;
/** In an error that came through a function, which none hands on: in what that throws, or its promise is refused with. */
export const HANDED_ON = 128;
/** In what a promise may be refused with. */
export const REFUSED_WITH: PathShapes = IN_REFUSED | HANDED_ON;

const DEEP = ELEMENT | MEMBER | DEEP_ELEMENT | DEEP_MEMBER;
const ELEMENTS = ELEMENT | DEEP_ELEMENT;
/** Begins with a name, of a member or of what an error says. */
export const NAMED: PathShapes = MEMBER | DEEP_MEMBER | IN_ERROR;
/** Anything but the value itself. */
export const INSIDE: PathShapes = DEEP | IN_ERROR | REFUSED_WITH;

/** The paths of what holds, under `key`, something with the secret. */
export function under(key: string, shapes: PathShapes): PathShapes {
  if (key === ERROR_TEXT || key === OWN_ERROR) return IN_ERROR;
  if (key === REFUSED) return IN_REFUSED;
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
  if ((shapes & (DEEP_ELEMENT | DEEP_MEMBER)) !== 0) found |= INSIDE;
  if ((shapes & (IN_ERROR | REFUSED_WITH)) !== 0) found |= WHOLE | INSIDE;
  return found;
}

/** The paths in an element; what is elsewhere stays where it is. */
export function ofElement(shapes: PathShapes): PathShapes {
  return (shapes & ~ELEMENTS) | below(shapes & ELEMENTS);
}

/** Whether an element may be a promise that is refused. */
export function mayRefuse(shapes: PathShapes): boolean {
  return (shapes & DEEP_ELEMENT) !== 0;
}

/** The paths in what a promise is refused with. */
export function ofRefused(shapes: PathShapes): PathShapes {
  return below(shapes & REFUSED_WITH);
}

/** The same where it is handed on once more. */
export function handedOn(shapes: PathShapes): PathShapes {
  return below(shapes & IN_REFUSED) | (shapes & HANDED_ON);
}

/** The paths in what a function throws, some of them in errors, where somebody has it after a call. */
export function thrownInto(
  shapes: PathShapes,
  inErrors: PathShapes,
  isHandedOn: boolean,
  isRefused: boolean,
): PathShapes {
  if (!isHandedOn) return isRefused ? under(REFUSED, shapes) : shapes | below(shapes & HANDED_ON);
  const others = shapes & ~(inErrors | HANDED_ON);
  const errors = (shapes & inErrors) === 0 ? 0 : HANDED_ON;
  return errors | (isRefused && others !== 0 ? IN_REFUSED : others);
}

/** The paths after reading a member, whichever it is. */
export function ofMember(shapes: PathShapes): PathShapes {
  return (shapes & WHOLE) | below(shapes & ~(WHOLE | REFUSED_WITH));
}
