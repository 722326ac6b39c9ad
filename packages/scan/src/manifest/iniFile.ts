/** One `key = value` of an INI file; values that go on in indented lines are joined by line ends. */
export interface IniEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

const ENTRIES = 20_000;

/** Reads INI text as Python's configparser does for `setup.cfg` and `entry_points.txt`; lines that are none are passed over. */
export function readIni(text: string): IniEntry[] {
  const entries: { section: string; key: string; value: string; line: number }[] = [];
  let section = '';
  let last: { value: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (entries.length > ENTRIES) break;
    const line = raw.replace(/\s[;#].*$/, '');
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const header = /^\[([^\]]*)\]/.exec(line);
    if (header !== null) {
      section = (header[1] ?? '').trim();
      last = undefined;
      continue;
    }
    if (/^\s/.test(line) && last !== undefined) {
      last.value = last.value === '' ? line.trim() : `${last.value}\n${line.trim()}`;
      continue;
    }
    const separator = line.search(/[=:]/);
    if (separator <= 0) continue;
    const entry = {
      section,
      key: line.slice(0, separator).trim(),
      value: line.slice(separator + 1).trim(),
      line: index + 1,
    };
    entries.push(entry);
    last = entry;
  }
  return entries;
}
