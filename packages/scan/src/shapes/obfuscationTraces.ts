/** What obfuscators leave in a file, each with how much it says. */
export interface Trace {
  readonly what: string;
  readonly weight: number;
  readonly at: number;
}

/** `names['push'](names['shift']())`, once where the sum was wrong and once where it could not be made. */
const ROTATION =
  /\[\s*["'](?:push|\\x70\\x75\\x73\\x68)["']\s*\]\s*\(\s*\w+\s*\[\s*["'](?:shift|\\x73\\x68\\x69\\x66\\x74)["']\s*\]|\.push\(\s*(\w+)\.shift\(\)\s*\)/u;
/** The same by names in brackets, which nobody writes by hand. */
const TURNED =
  /\b(\w{1,40})\s*\[\s*["'](?:push|\\x70\\x75\\x73\\x68)["']\s*\]\s*\(\s*\1\s*\[\s*["'](?:shift|\\x73\\x68\\x69\\x66\\x74)["']\s*\]/u;
const ROTATIONS = new RegExp(ROTATION, 'gu');
/** `'3|1|0|2'.split('|')` */
const FLATTENED = /["']\d{1,3}(?:\|\d{1,3}){3,}["']\s*(?:\[\s*["']split["']\s*\]|\.split)\s*\(\s*["']\|["']\s*\)/u;
const SIX = /[[\]()!+]{400,}/u;
const TRAP = /\(\(\(\.\+\)\+\)\+\)\+\$|["']debu["']\s*\+\s*["']gger["']|constructor\(\s*["']debugger["']\s*\)/u;
const PACKED = /^\s*eval\(function\(p,a,c,k,e,[rd]\)/mu;
/** Letters and digits in ASCII, escaped: tables of other characters are escaped by everybody. */
const ESCAPED_WORD = /(?:\\x(?:6[1-9a-f]|7[\da]|4[1-9a-f]|5[\da]|3\d)){4,}/giu;

/** Traces of obfuscators in a text. Plain searches come before patterns: nearly every file has none. */
export function obfuscationTraces(text: string): Trace[] {
  const traces: Trace[] = [];
  const names = numberNames(text);
  if (names >= 6)
    traces.push({ what: 'has names that are numbers', weight: names >= 12 ? 3 : 2, at: text.indexOf('_0x') });
  const hasEscapes = text.includes('\\x');
  // Searches that begin with a rare character are the fastest.
  const isEscapedPush = hasEscapes && text.includes('\\x70');
  const hasShift =
    (isEscapedPush || text.includes('push')) && (text.includes('shift') || (hasEscapes && text.includes('\\x73')));
  const isQuotedPush = hasShift && (isEscapedPush || text.includes('push"') || text.includes("push'"));
  const turned = isQuotedPush ? TURNED.exec(text) : null;
  if (turned !== null) traces.push({ what: 'turns an array of strings', weight: 3, at: turned.index });
  // Any names: an array is turned until a sum of parseInts comes out right.
  if (turned === null && hasShift && text.includes('parseInt')) {
    const rotation = ROTATION.exec(text);
    const around = rotation === null ? '' : text.slice(Math.max(0, rotation.index - 1_500), rotation.index + 1_500);
    const isTried = around.includes('catch') && (around.match(ROTATIONS)?.length ?? 0) >= 2;
    if (rotation !== null && isTried && (around.match(/parseInt\(/gu)?.length ?? 0) >= 3)
      traces.push({ what: 'turns an array of strings until a sum is right', weight: 3, at: rotation.index });
  }
  const flattened = text.includes('|"') || text.includes("|'") ? FLATTENED.exec(text) : null;
  if (flattened !== null)
    traces.push({ what: 'keeps the order of its statements in a string', weight: 3, at: flattened.index });
  const six = text.includes('![]') && text.includes('+[') ? SIX.exec(text) : null;
  if (six?.[0].includes('+') === true && six[0].includes('!'))
    traces.push({ what: 'is written with six characters', weight: 6, at: six.index });
  const trap = mayBeTrap(text) ? TRAP.exec(text) : null;
  if (trap !== null) traces.push({ what: 'defends itself against being read', weight: 3, at: trap.index });
  const packed = text.includes('k,e,') ? PACKED.exec(text) : null;
  if (packed !== null) traces.push({ what: 'unpacks itself and runs what comes out', weight: 3, at: packed.index });
  if (hasEscapes && hasEscapedText(text))
    traces.push({ what: 'escapes letters that need no escape', weight: 2, at: text.indexOf('\\x') });
  return traces;
}

/** One of these stands in each part of `TRAP`. */
function mayBeTrap(text: string): boolean {
  if (text.includes('+)+)+$')) return true;
  for (let at = text.indexOf('gger'); at >= 0; at = text.indexOf('gger', at + 4)) {
    if (!isQuote(text, at + 4)) continue;
    if (isQuote(text, at - 1)) return true;
    if (!text.startsWith('debu', at - 4) || !isQuote(text, at - 5)) continue;
    let before = at - 6;
    while (/\s/u.test(text.charAt(before))) before--;
    if (text.startsWith('constructor(', before - 11)) return true;
  }
  return false;
}

function isQuote(text: string, at: number): boolean {
  return text[at] === '"' || text[at] === "'";
}

/** How many names like `_0x3f2a` there are, as far as it matters. */
function numberNames(text: string): number {
  if (!text.includes('_0x')) return 0;
  const names = new Set<string>();
  for (const match of text.matchAll(/\b_0x[\da-f]{4,8}\b/giu)) {
    names.add(match[0]);
    if (names.size >= 12) break;
  }
  return names.size;
}

function hasEscapedText(text: string): boolean {
  const escapes = text.match(/\\x[\da-f]{2}/giu)?.length ?? 0;
  return escapes > 200 && escapes * 16 > text.length && (text.match(ESCAPED_WORD)?.length ?? 0) >= 20;
}
