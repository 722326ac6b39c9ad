/** A constant, or a list of them in order: what `['a', 'b'].join('')` starts from. */
export type Constant = string | number;
export type Folded = Constant | readonly Constant[];

/** Longest string worth folding: a host, a member's name, a path. Longer ones are only known to be long. */
export const LONGEST_CONSTANT = 4096;

/** Methods and functions worth looking at with constants. */
export const FOLDED_METHODS: ReadonlySet<string> = new Set(
  (
    'at charAt charCodeAt codePointAt concat decode encode format join lower repeat replace replaceAll reverse ' +
    'slice split strip substr substring toLowerCase toReversed toString toUpperCase trim upper valueOf'
  ).split(' '),
);
export const FOLDED_APIS: ReadonlySet<string> = new Set(
  (
    'global:String.fromCharCode global:String.fromCodePoint global:chr global:bytes global:bytearray ' +
    'global:Uint8Array global:Uint8Array.from global:Uint8Array.of global:Buffer.from node:buffer.Buffer.from ' +
    'global:atob node:buffer.atob py:base64.b64decode py:base64.urlsafe_b64decode py:base64.standard_b64decode ' +
    'py:base64.decodebytes py:base64.b16decode py:binascii.unhexlify py:binascii.a2b_hex global:bytes.fromhex ' +
    'global:bytearray.fromhex py:binascii.a2b_base64 py:codecs.decode py:codecs.encode global:decodeURIComponent ' +
    'global:unescape global:decodeURI py:urllib.parse.unquote global:parseInt global:Number.parseInt ' +
    'global:Number global:int global:String global:str global:list ' +
    'global:Array.from global:reversed node:path.join node:path.resolve py:os.path.join ' +
    'py:pathlib.Path global:Symbol global:Symbol.for'
  ).split(' '),
);

/**
 * The result of a method of strings, lists or numbers on constants; `undefined` where it is none of those known.
 * JavaScript and Python share the table: a name means the same in both where both have it.
 */
export function foldMethod(on: Folded, method: string, given: readonly Folded[]): Folded | undefined {
  return bounded(typeof on === 'object' ? foldList(on, method, given) : foldString(String(on), method, given));
}

/** The result of a function from outside on constants: `String.fromCharCode(104)`, `base64.b64decode('…')`. */
export function foldApi(api: string, given: readonly Folded[]): Folded | undefined {
  const [first, second] = given;
  const text = typeof first === 'object' ? undefined : first === undefined ? undefined : String(first);
  switch (api) {
    case 'global:String.fromCharCode':
    case 'global:String.fromCodePoint':
    case 'global:chr':
      return fromCodes(given.flat());
    case 'global:bytes':
    case 'global:bytearray':
    case 'global:Uint8Array':
    case 'global:Uint8Array.from':
    case 'global:Uint8Array.of':
      return typeof first === 'object' ? fromCodes(first) : text;
    case 'global:Buffer.from':
    case 'node:buffer.Buffer.from':
      if (typeof first === 'object') return fromCodes(first);
      return text === undefined ? undefined : decode(text, typeof second === 'string' ? second : 'utf8');
    case 'global:atob':
    case 'node:buffer.atob':
    case 'py:base64.b64decode':
    case 'py:base64.urlsafe_b64decode':
    case 'py:base64.standard_b64decode':
    case 'py:base64.decodebytes':
      return text === undefined ? undefined : decode(text, 'base64');
    case 'py:base64.b16decode':
    case 'py:binascii.unhexlify':
    case 'py:binascii.a2b_hex':
    case 'global:bytes.fromhex':
    case 'global:bytearray.fromhex':
      return text === undefined ? undefined : decode(text, 'hex');
    case 'py:binascii.a2b_base64':
      return text === undefined ? undefined : decode(text, 'base64');
    case 'py:codecs.decode':
    case 'py:codecs.encode':
      return text === undefined || typeof second !== 'string' ? undefined : decode(text, second);
    case 'global:decodeURIComponent':
    case 'global:unescape':
    case 'global:decodeURI':
    case 'py:urllib.parse.unquote':
      return text === undefined ? undefined : percent(text);
    case 'global:parseInt':
    case 'global:Number.parseInt':
      return text === undefined ? undefined : whole(Number.parseInt(text, typeof second === 'number' ? second : 10));
    case 'global:Number':
    case 'global:int':
      return text === undefined ? undefined : whole(Number(text));
    case 'global:String':
    case 'global:str':
      return text;
    case 'global:list':
    case 'global:Array.from':
      return typeof first === 'object' ? first : text === undefined ? undefined : letters(text);
    case 'global:reversed':
      return typeof first === 'object'
        ? first.toReversed()
        : text === undefined
          ? undefined
          : letters(text).toReversed();
    // As a member's name, which it is for.
    case 'global:Symbol':
    case 'global:Symbol.for':
      return `Symbol(${text ?? ''})`;
    case 'node:path.join':
    case 'node:path.resolve':
    case 'py:os.path.join':
    case 'py:pathlib.Path':
      return given.every((one) => typeof one !== 'object') ? given.join('/') : undefined;
    default:
      return undefined;
  }
}

function foldString(on: string, method: string, given: readonly Folded[]): Folded | undefined {
  const [a, b] = given;
  const number = (one: Folded | undefined): number | undefined => (typeof one === 'number' ? one : undefined);
  switch (method) {
    case 'toString':
    case 'valueOf':
    case 'toLowerCase':
    case 'lower':
      return method.startsWith('to') && method !== 'toLowerCase' ? on : method === 'valueOf' ? on : on.toLowerCase();
    case 'toUpperCase':
    case 'upper':
      return on.toUpperCase();
    case 'reverse':
    case 'toReversed':
      return letters(on).toReversed().join('');
    case 'trim':
    case 'strip':
      return on.trim();
    case 'split':
      return typeof a === 'string' ? (a === '' ? letters(on) : on.split(a)) : undefined;
    case 'slice':
      return on.slice(number(a), number(b));
    case 'substring':
      return on.substring(number(a) ?? 0, number(b));
    case 'substr':
      return on.slice(number(a), b === undefined ? undefined : (number(a) ?? 0) + (number(b) ?? 0));
    case 'charAt':
    case 'at':
      return on.at(number(a) ?? 0);
    case 'charCodeAt':
    case 'codePointAt':
      return on.codePointAt(number(a) ?? 0);
    case 'concat':
      return given.every((one) => typeof one !== 'object') ? on + given.join('') : undefined;
    case 'replace':
    case 'replaceAll':
      return typeof a === 'string' && typeof b === 'string' ? on.replaceAll(a, b) : undefined;
    case 'repeat':
      return on.length * (number(a) ?? 0) > LONGEST_CONSTANT ? undefined : on.repeat(Math.max(0, number(a) ?? 0));
    case 'join':
      return typeof a === 'object' ? a.join(on) : undefined;
    case 'decode':
    case 'encode':
      return on;
    case 'format':
      return given.reduce<string>((text, one) => text.replace(/\{[^{}]*\}/u, String(one)), on);
    default:
      return undefined;
  }
}

function foldList(on: readonly Constant[], method: string, given: readonly Folded[]): Folded | undefined {
  const [a, b] = given;
  switch (method) {
    case 'join':
      return on.join(a === undefined ? ',' : String(a));
    case 'reverse':
    case 'toReversed':
      return on.toReversed();
    case 'slice':
      return on.slice(typeof a === 'number' ? a : undefined, typeof b === 'number' ? b : undefined);
    case 'concat':
      return [...on, ...given.flat()];
    case 'at':
      return typeof a === 'number' ? on.at(a) : undefined;
    default:
      return undefined;
  }
}

function bounded(folded: Folded | undefined): Folded | undefined {
  if (typeof folded === 'object') return folded.length <= LONGEST_CONSTANT ? folded : undefined;
  return typeof folded === 'string' && folded.length > LONGEST_CONSTANT ? undefined : folded;
}

function fromCodes(codes: readonly Constant[]): string | undefined {
  let text = '';
  for (const code of codes) {
    const point = Number(code);
    if (!Number.isInteger(point) || point < 0 || point > 0x10ffff || text.length >= LONGEST_CONSTANT) return undefined;
    text += String.fromCodePoint(point);
  }
  return text;
}

function decode(text: string, encoding: string): string | undefined {
  if (text.length > LONGEST_CONSTANT) return undefined;
  switch (encoding.toLowerCase().replaceAll(/[-_]/gu, '')) {
    case 'base64':
    case 'base64url':
      return Buffer.from(text, 'base64').toString('latin1');
    case 'hex':
      return Buffer.from(text, 'hex').toString('latin1');
    case 'rot13':
      return text.replaceAll(/[a-z]/giu, (letter) => {
        const base = letter <= 'Z' ? 65 : 97;
        return String.fromCodePoint(((letter.charCodeAt(0) - base + 13) % 26) + base);
      });
    default:
      return text;
  }
}

function percent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function whole(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

/** Code points: what a program that takes a string apart gets. */
function letters(text: string): string[] {
  return Array.from(text);
}
