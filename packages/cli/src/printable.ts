/**
 * Text from elsewhere, safe to show: control characters (a terminal would obey them), bidirectional
 * overrides and invisible characters (a person would read another text than the one that is signed)
 * are written as `\u{…}`. Newlines and tabs are kept only with `lines`.
 */
export function printable(text: string, lines = false): string {
  const shown = text.replaceAll(HIDDEN, (character) => (lines && /[\n\t]/.test(character) ? character : `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`));
  return shown.toWellFormed();
}

// C0, DEL, C1; soft hyphen; combining grapheme joiner; zero-width and direction marks; line separators; bidi
// embeddings and isolates; invisible operators; BOM; interlinear marks; tag characters.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu;
