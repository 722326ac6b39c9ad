const LONGEST = 4000;

/**
 * What somebody else said (a node, a receiver, an error), as an entry may carry it: well-formed,
 * because a lone surrogate has no canonical JSON, and at most 4,000 characters. Whatever others
 * say, it must not be able to make an entry that the journal refuses.
 */
export function wordsOf(text: string): string {
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  return short.toWellFormed();
}
