/** Draws one after the other from a seed: the same seed gives the same draws. */
export interface Chance {
  /** A whole number from 0, below `end`. */
  below(end: number): number;
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  /** A chance of its own, so that what it decides does not shift what is drawn after it. */
  fork(label: string): Chance;
}

/** A 32-bit generator (Mulberry), good enough to vary programs. */
export function chanceOf(seed: number | string): Chance {
  let state = hash(String(seed));
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
  return {
    below,
    pick<T>(list: readonly T[]): T {
      const picked = list[below(list.length)];
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return picked as T;
    },
    fork: (label) => chanceOf(`${seed}/${label}`),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}
