/**
 * Text from elsewhere, safe to show: control characters (a terminal would obey them), bidirectional
 * overrides and invisible characters (a person would read another text than the one that is signed)
 * are written as `\u{…}`. Newlines and tabs are kept only with `lines`.
 */
export function printable(text: string, lines = false): string {
  const shown = text.replaceAll(HIDDEN, (character) =>
    lines && /[\n\t]/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  return shown.toWellFormed();
}

/**
 * C0, DEL and C1 controls; soft hyphen; joiners, fillers and vowel separators that show nothing; zero-width and
 * direction marks; line separators; bidirectional embeddings and isolates; invisible operators; variation
 * selectors; BOM; interlinear marks; tag characters. First and last of each run.
 */
const HIDDEN_RUNS: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];

const HIDDEN = new RegExp(
  `[${HIDDEN_RUNS.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]`,
  'gu',
);
