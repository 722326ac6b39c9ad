/** The part of sign-off that checks a bundle offline, without the calendar and the fold: quick to load. */
export { checkIntent } from './checkIntent.ts';
export { describeIntent } from './describeIntent.ts';
export { type NextWindow, type WindowSpan } from './permitOf.ts';
export { SignoffFault, type SignoffFaultCode } from './signoffFault.ts';
export type { CountedSignoff, Lack, RefusedSignoff, Tally } from './tally.ts';
export { type BundleVerdict, verifyBundle } from './verifyBundle.ts';
