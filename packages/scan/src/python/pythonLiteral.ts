const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|N\{[^}]*\}|([0-7]{1,3})|(\r\n|[\s\S]))/g;

/** What a string literal's content means, given its prefix (`rb`, `f`, …) in any case. Bytes become units below 256. */
export function decodeString(content: string, prefix: string): string {
  if (!content.includes('\\') || /r/i.test(prefix)) return content;
  const isBytes = /b/i.test(prefix);
  return content.replace(
    ESCAPE,
    (
      all: string,
      x: string | undefined,
      u: string | undefined,
      long: string | undefined,
      octal: string | undefined,
      one: string | undefined,
    ) => {
      if (x !== undefined) return String.fromCharCode(Number.parseInt(x, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (one !== undefined) return one === '\r\n' ? '' : (SIMPLE[one] ?? all);
      if (isBytes) return all;
      const code = Number.parseInt(u ?? long ?? '', 16);
      // A character by its Unicode name; the table of names is not at hand.
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
    },
  );
}

/** The number that an integer or float literal stands for, Python 2's `0777` and `10L` included. */
export function decodeNumber(literal: string): number {
  const plain = literal.replaceAll('_', '').replace(/[lLjJ]$/, '');
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8);
  return Number(plain);
}
