/** What a pax header says of the entry after it. */
export interface PaxRecords {
  readonly values: ReadonlyMap<string, string>;
  /** Ways in which tools read it differently, in words. */
  readonly doubts: readonly string[];
}

const text = new TextDecoder('utf-8', { ignoreBOM: true });
const SPACE = 0x20;
const LINE_END = 0x0a;

/** Reads `length key=value\n` records (POSIX pax). Stops at the first that is none, and says so. */
export function readPaxRecords(body: Uint8Array): PaxRecords {
  const values = new Map<string, string>();
  const doubts: string[] = [];
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const space = body.indexOf(SPACE, at);
    const digits = space === -1 || space - at > 10 ? '' : text.decode(body.subarray(at, space));
    const length = /^[1-9]\d*$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (length === 0 || end > body.length || body[end - 1] !== LINE_END || end - 1 <= space) {
      doubts.push('a record of its pax header has a wrong length');
      break;
    }
    const record = text.decode(body.subarray(space + 1, end - 1));
    const equals = record.indexOf('=');
    if (equals <= 0) {
      doubts.push('a record of its pax header has no key');
      break;
    }
    const key = record.slice(0, equals);
    const value = record.slice(equals + 1);
    // npm's reader splits at line ends before it counts, Python's counts: a line inside a value is a record to one of them.
    if (value.includes('\n')) doubts.push(`the value of ${key} in its pax header holds a line end`);
    if (values.has(key)) doubts.push(`its pax header says ${key} twice`);
    values.set(key, value);
    at = end;
  }
  return { values, doubts };
}
