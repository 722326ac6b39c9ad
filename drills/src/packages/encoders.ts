/** Ways to hide bytes or text in text. `$` is the expression that gives them. */
export interface Encoder {
  readonly name: string;
  readonly expression: string;
  /** Modules of Python that the expression needs. */
  readonly imports: readonly string[];
}

const js = (name: string, expression: string): Encoder => ({ name, expression, imports: [] });
const py = (name: string, expression: string, ...imports: string[]): Encoder => ({ name, expression, imports });

const LETTERS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** For strings and bytes, under Node. */
export const JAVASCRIPT_ENCODERS: readonly Encoder[] = [
  js('base64', `Buffer.from($).toString('base64')`),
  js('base64url', `Buffer.from($).toString('base64url')`),
  js('hex', `Buffer.from($).toString('hex')`),
  js(
    'base58',
    `((b, t = '') => { for (let n = BigInt('0x0' + Buffer.from(b).toString('hex')); n > 0n; n /= 58n) t = '${LETTERS}'[Number(n % 58n)] + t; return t; })($)`,
  ),
  js('url', `encodeURIComponent(Buffer.from($).toString('latin1'))`),
  js('codes', `Array.from(Buffer.from($), (c) => c + 100).join('')`),
  js('xor', `Buffer.from(Buffer.from($).map((c, i) => c ^ (i + 41))).toString('base64')`),
  js('reverse', `[...Buffer.from($).toString('base64')].reverse().join('')`),
  js(
    'bit by bit',
    "Array.from(Buffer.from($), (c) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => ((c >> i) & 1 ? 'l' : 'o')).join('')).join('')",
  ),
  js(
    'letter by letter',
    "Array.from(Buffer.from($).toString('hex'), (c) => " +
      '0123456789abcde'
        .split('')
        .map((digit, at) => `c === '${digit}' ? '${'ghijklmnopqrstu'[at]}' : `)
        .join('') +
      "'v').join('')",
  ),
  js('json', `JSON.stringify({ v: Array.from(Buffer.from($)) })`),
];

/** For bytes. */
export const PYTHON_ENCODERS: readonly Encoder[] = [
  py('base64', 'base64.b64encode($).decode()', 'base64'),
  py('base64url', 'base64.urlsafe_b64encode($).decode()', 'base64'),
  py('hex', '($).hex()'),
  py(
    'base58',
    `(lambda n: "".join("${LETTERS}"[n // 58**i % 58] for i in range(len(bin(n)) // 5)))(int.from_bytes($, "big"))`,
  ),
  py('url', 'urllib.parse.quote($)', 'urllib.parse'),
  py('codes', '"".join(str(c + 100) for c in $)'),
  py('xor', 'bytes(c ^ (i + 41) & 255 for i, c in enumerate($)).hex()'),
  py('reverse', 'base64.b64encode($).decode()[::-1]', 'base64'),
  py('bit by bit', '"".join("l" if c >> i & 1 else "o" for c in $ for i in range(7, -1, -1))'),
  py(
    'letter by letter',
    '"".join(' +
      '0123456789abcde'
        .split('')
        .map((digit, at) => `"${'ghijklmnopqrstu'[at]}" if c == "${digit}" else `)
        .join('') +
      '"v" for c in ($).hex())',
  ),
  py('json', 'json.dumps({"v": list($)})', 'json'),
];
