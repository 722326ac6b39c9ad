/** A list of so many places with nothing in them yet, made at once: filling it would walk them all. */
export function emptyList<T>(length: number): (T | undefined)[] {
  const made: (T | undefined)[] = [];
  made.length = length;
  return made;
}
