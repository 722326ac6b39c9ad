/** What a text holds that is not plain ASCII, as far as somebody may hide behind it. */
export interface UnusualLetters {
  /** Controls that turn the direction of what follows. */
  readonly turn: boolean;
  /** A run of characters that may not be seen, long enough to carry data. */
  readonly hide: boolean;
  /** Letters of scripts that look like Latin ones, or that cannot be seen. */
  readonly lookAlike: boolean;
}

/** Everything from the first character that may not be seen on. */
const UNUSUAL = /[\u00AD-\uFFFF]+/g;
const NONE: UnusualLetters = { turn: false, hide: false, lookAlike: false };
/** A run shorter than this holds no payload; joiners and selectors of emoji stand alone or in pairs. */
export const SHORTEST_PAYLOAD = 16;

/**
 * Reads a text once for all detectors of what cannot be seen. `bytes` is how long it is as UTF-8: nearly all code is ASCII
 * and needs no look at all.
 */
export function unusualLetters(text: string, bytes: number): UnusualLetters {
  // Every other letter has fewer units than bytes, but for the replacement of one byte that is no UTF-8.
  if (bytes === text.length && !text.includes('\uFFFD')) return NONE;
  let turn = false;
  let hide = false;
  let lookAlike = false;
  UNUSUAL.lastIndex = 0;
  for (let found = UNUSUAL.exec(text); found !== null; found = UNUSUAL.exec(text)) {
    let run = 0;
    for (let at = found.index; at < UNUSUAL.lastIndex; at++) {
      const code = text.charCodeAt(at);
      run = mayHide(code) ? run + 1 : 0;
      if (run === SHORTEST_PAYLOAD) hide = true;
      if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) turn = true;
      else if ((code >= 0x370 && code <= 0x58f) || FILLERS.has(code)) lookAlike = true;
    }
  }
  return { turn, hide, lookAlike };
}

/** Letters that take the place of one and show nothing. */
const FILLERS: ReadonlySet<number> = new Set([0x115f, 0x1160, 0x3164, 0xffa0]);
/** Everything that `hiddenText` looks for, by first and last; of a pair its halves, which may be of a selector or a tag. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200d],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
];

function mayHide(code: number): boolean {
  if (code > 0xad && code < 0x115f) return false;
  for (const [first, last] of HIDDEN) if (code >= first && code <= last) return true;
  return false;
}
