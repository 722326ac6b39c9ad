/** Rows of a list; what is beyond the limits is named and not read. */
export interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  readonly unread: readonly string[];
}

const ROWS = 200_000;
const FIELD = 8192;

/** Reads comma-separated values with quotes (RFC 4180), UTF-8. */
export function readCsv(bytes: Uint8Array): CsvRows {
  const text = new TextDecoder().decode(bytes);
  const rows: string[][] = [];
  const unread: string[] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    if (rows.length >= ROWS) {
      unread.push(`more than ${ROWS} rows`);
      return { rows, unread };
    }
    let end: number;
    if (text[at] === '"') {
      let field = '';
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) {
          unread.push(`row ${rows.length + 1}: a quote that does not end`);
          return { rows, unread };
        }
        field += text.slice(from, quote);
        from = quote + 1;
        if (text[from] !== '"') break;
        field += '"';
        from += 1;
      }
      row.push(field.slice(0, FIELD));
      end = nextOf(text, from);
    } else {
      end = nextOf(text, at);
      row.push(text.slice(at, Math.min(end, at + FIELD)));
    }
    if (text[end] === ',') {
      at = end + 1;
      if (at < text.length) continue;
      row.push('');
    }
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  if (row.length > 0) rows.push(row);
  return { rows, unread };
}

/** The next comma or line end. */
function nextOf(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === ',' || character === '\n' || character === '\r') return at;
  }
  return text.length;
}
