/** A block of 512 bytes that says what the next entry is (POSIX ustar, GNU). */
export interface TarHeader {
  readonly is: 'header';
  /** With the prefix where the format has one. */
  readonly path: string;
  readonly mode: number;
  /** Bytes of the body; NaN for a number that tools read differently. */
  readonly size: number;
  readonly type: string;
  readonly target: string;
  /** Bytes where a prefix would stand, in a format that has none: Python reads them as one, npm does not. */
  readonly hasStrayPrefix: boolean;
  /** A field that nobody needs is no number: Python ends the archive there without a word. */
  readonly endsPython: boolean;
  /** Bytes where npm reads something and other tools nothing: it passes over the entry or gives it another name. */
  readonly confusesNpm: boolean;
}

export type TarBlock = TarHeader | { readonly is: 'zeros' } | { readonly is: 'invalid'; readonly why: string };

export const BLOCK = 512;
const text = new TextDecoder('utf-8', { ignoreBOM: true });
/** Mode, owner, group, time and device. */
const NUMBERS = [
  [100, 8],
  [108, 8],
  [116, 8],
  [136, 12],
  [329, 8],
  [337, 8],
] as const;
const MAGIC = [0x75, 0x73, 0x74, 0x61, 0x72, 0, 0x30, 0x30];

/** Reads the block at `at`, which must be whole. */
export function readTarBlock(bytes: Uint8Array, at: number): TarBlock {
  const block = bytes.subarray(at, at + BLOCK);
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  let isZero = true;
  for (let index = 0; index < BLOCK; index += 1) {
    const byte = block[index] as number;
    if (byte !== 0) isZero = false;
    if (index >= 148 && index < 156) continue;
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  if (isZero) return { is: 'zeros' };
  const sum = readNumber(block, 148, 8);
  if (sum !== unsigned && sum !== signed) return { is: 'invalid', why: 'its checksum is not that of its block' };
  const isPosix = MAGIC.every((byte, index) => block[257 + index] === byte);
  const prefix = readText(block, 345, 155);
  const name = readText(block, 0, 100);
  return {
    is: 'header',
    path: isPosix && prefix !== '' ? `${prefix}/${name}` : name,
    mode: notNegative(readNumber(block, 100, 8)) || 0,
    size: notNegative(readNumber(block, 124, 12)),
    type: block[156] === 0 ? '0' : String.fromCharCode(block[156] as number),
    target: readText(block, 157, 100),
    hasStrayPrefix: !isPosix && prefix !== '',
    endsPython: NUMBERS.some(([offset, length]) => Number.isNaN(readNumber(block, offset, length))),
    confusesNpm: confusesNpm(block, isPosix, prefix),
  };
}

function confusesNpm(block: Uint8Array, isPosix: boolean, prefix: string): boolean {
  // npm goes by the first bit alone and gives up on numbers that JavaScript cannot hold.
  const isTooLarge = [...NUMBERS, [124, 12] as const].some(([offset, length]) => {
    return (block[offset] as number) > 127 && Number.isNaN(readNumber(block, offset, length));
  });
  if (isTooLarge || hasHiddenLine(block.subarray(0, 100)) || hasHiddenLine(block.subarray(157, 257))) return true;
  if (!isPosix) return false;
  // Behind the prefix, old packers left two times in octal digits; npm takes anything there for a part of the name.
  if (prefix === '' && block[475] !== 0) return true;
  const rest = block.subarray(Math.min(345 + new TextEncoder().encode(prefix).length, 500), BLOCK);
  return rest.some((byte) => byte !== 0 && byte !== 0x20 && (byte < 0x30 || byte > 0x37));
}

/** Whether a text goes on behind its NUL for a reader that cuts it line by line. */
export function hasHiddenLine(field: Uint8Array): boolean {
  const end = field.indexOf(0);
  return end !== -1 && /[\n\r\u2028\u2029]/.test(text.decode(field.subarray(end)));
}

function notNegative(value: number): number {
  return value < 0 ? Number.NaN : value;
}

/** Up to the first NUL. */
function readText(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return text.decode(end === -1 ? field : field.subarray(0, end));
}

/**
 * Octal digits between blanks, or GNU's big-endian number behind a byte 0x80 or, negative, 0xff. Tools part ways
 * on everything else (npm reads the digits up to the first stranger, Python refuses), so it is NaN.
 */
function readNumber(block: Uint8Array, at: number, length: number): number {
  const first = block[at] as number;
  if (first === 0x80 || first === 0xff) {
    let value = first === 0xff ? -1 : 0;
    for (let index = at + 1; index < at + length; index += 1) value = value * 256 + (block[index] as number);
    return Number.isSafeInteger(value) ? value : Number.NaN;
  }
  const digits = readText(block, at, length).trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}
