/**
 * Breaks a text at spaces so that no line is longer than `width`; a word that is longer is cut, because an
 * attacker chooses how long a word is. Never empty.
 */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(width, 20);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    for (let rest = word; rest !== '';) {
      const free = room - (line === '' ? 0 : line.length + 1);
      if (rest.length <= free) {
        line = line === '' ? rest : `${line} ${rest}`;
        break;
      }
      if (line === '') {
        lines.push(rest.slice(0, room));
        rest = rest.slice(room);
      } else {
        lines.push(line);
        line = '';
      }
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
