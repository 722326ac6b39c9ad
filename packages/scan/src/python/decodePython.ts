/** The text of a Python file; with `unread`, what of it cannot be believed, in words. */
export interface PythonSource {
  readonly text: string;
  readonly unread?: string;
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/**
 * Decodes a source file as Python does: byte order mark, then the declaration in the first two lines (PEP 263),
 * then UTF-8. Encodings that can hide code from a reader (UTF-7, `unicode_escape`, a codec of the package's own)
 * are not followed; the text is then what UTF-8 makes of it, and `unread` says why that is not enough.
 */
export function decodePython(bytes: Uint8Array): PythonSource {
  const [first = 0, second = 0, third = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { text: '', unread: 'begins with a UTF-16 byte order mark, which Python does not run' };
  }
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  const declared = declaredEncoding(bytes.subarray(hasMark ? 3 : 0));
  const name = declared?.toLowerCase().replaceAll('_', '-');
  if (name === undefined || /^utf-?8(?:-sig)?(?:-(?:unix|dos|mac))?$|^u8$|^(?:us-)?ascii$/.test(name))
    return utf8(bytes);
  if (hasMark) return { ...utf8(bytes), unread: `has a UTF-8 byte order mark and declares the encoding ${declared}` };
  if (/^(?:latin-?1|iso-?8859-1(?:-(?:unix|dos|mac))?|iso-latin-1(?:-unix)?|l1|8859|cp819)$/.test(name)) {
    return { text: latin1(bytes) };
  }
  const standard =
    /^(?:cp-?125\d|windows-125\d|iso-?8859-\d+|koi8-[ru]|euc-(?:jp|kr)|shift-jis|gbk|gb18030|gb2312|big5)$/;
  if (standard.test(name)) {
    const label = name.replace(/^cp-?/, 'windows-').replace(/^iso8859/, 'iso-8859');
    return decode(bytes, label, declared ?? label);
  }
  return { ...utf8(bytes), unread: `declares the encoding ${declared}, which is not followed` };
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes.subarray(0, 1024)).split(/\r\n|\r|\n/, 2);
  const [line1 = '', line2 = ''] = head;
  return COOKIE.exec(line1)?.[1] ?? (BLANK.test(line1) ? COOKIE.exec(line2)?.[1] : undefined);
}

function utf8(bytes: Uint8Array): PythonSource {
  return decode(bytes, 'utf-8', 'UTF-8');
}

function decode(bytes: Uint8Array, label: string, words: string): PythonSource {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), unread: `is not valid ${words}` };
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
