/** A text without what editors and version control change on their own: line ends, byte order mark, blank ends. */
export function normaliseText(text: string): string {
  return `${text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .replace(/\n+$/, '')}\n`;
}
