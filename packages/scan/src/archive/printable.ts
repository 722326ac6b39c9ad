/** Characters that a terminal obeys, or that nobody sees: controls, formats, surrogates, private use. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A stranger's text in a form that can be shown: what nobody sees is written as `\u{…}`, and it is at most `length` long. */
export function printable(text: string, length: number): string {
  const shown = text.slice(0, length).replace(UNPRINTABLE, (character) => {
    return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
  });
  return shown.length <= length && text.length <= length ? shown : `${shown.slice(0, Math.max(0, length - 1))}…`;
}
