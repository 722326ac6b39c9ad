/**
 * What the judge does not get right yet, as measured by judge.test.ts. An entry goes when the judge no longer needs it;
 * adding one is a decision, with its reason. docs/scan-limits.md tells users.
 */

/** Re-creations: beginnings of the questions that are answered wrong. */
export const WRONG_ABOUT: Readonly<Record<string, readonly string[]>> = {};

/** Parts of composed thefts that are not seen through, with everything else at its plainest. */
export const UNSEEN_PARTS: readonly string[] = [
  // Names put together at run time in tables, a registry on the global object, objects that are called.
  'javascript path: computed table',
  'javascript path: global registry',
  'python path: call object',
  // A file that something else ships is not followed: every keystore is a file.
  'javascript sink: file for later',
  'python sink: file for later',
];

/** Share of composed thefts, drawn at random, that is held at least. */
export const COMPOSED_FLOOR = { javascript: 0.7, python: 0.75 } as const;
