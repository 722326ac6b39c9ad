import { createSignoffFold, type SignoffFold } from './createSignoffFold.ts';
import { nextWindow } from './nextWindow.ts';

/** The fold of sign-offs with the calendar of RFC 5545. */
export const signoffFold: SignoffFold = createSignoffFold({ nextWindow });
