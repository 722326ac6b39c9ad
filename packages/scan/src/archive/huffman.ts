/** Bits that the first table looks at. Codes are at most 15 bits long; most are found at once. */
const PRIMARY_BITS = 10;
export const PRIMARY_MASK: number = (1 << PRIMARY_BITS) - 1;
const MAX_BITS = 15;

/** A canonical Huffman code (RFC 1951, 3.2.2). Entries are `symbol << 4 | length`; 0 is no code. */
export interface Huffman {
  /** By the next ten bits; 0 also for codes longer than that. */
  readonly primary: Uint16Array;
  /** How many codes there are of each length, and their symbols in the order of the codes. */
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/**
 * The code with these lengths; undefined for a set that assigns more codes than there are or leaves some
 * out. Of literals and distances zlib takes one kind of gap: a single code of one bit, or none at all.
 */
export function buildHuffman(lengths: Uint8Array, gaps: 'complete' | 'one-may-be-alone'): Huffman | undefined {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  counts[0] = 0;
  let left = 1;
  let longest = 0;
  for (let length = 1; length <= MAX_BITS; length += 1) {
    const count = counts[length] as number;
    left = left * 2 - count;
    if (left < 0) return undefined;
    if (count > 0) longest = length;
  }
  if (left > 0 && longest > 0 && (gaps === 'complete' || longest !== 1)) return undefined;
  const offsets = new Uint16Array(MAX_BITS + 2);
  const next = new Uint16Array(MAX_BITS + 2);
  for (let length = 1; length <= MAX_BITS; length += 1) {
    offsets[length + 1] = (offsets[length] as number) + (counts[length] as number);
    next[length + 1] = ((next[length] as number) + (counts[length] as number)) << 1;
  }
  const symbols = new Uint16Array(lengths.length);
  const primary = new Uint16Array(1 << PRIMARY_BITS);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol] as number;
    if (length === 0) continue;
    const offset = offsets[length] as number;
    symbols[offset] = symbol;
    offsets[length] = offset + 1;
    const code = next[length] as number;
    next[length] = code + 1;
    if (length > PRIMARY_BITS) continue;
    const entry = (symbol << 4) | length;
    for (let at = reverse(code, length); at < primary.length; at += 1 << length) primary[at] = entry;
  }
  return { primary, counts, symbols };
}

/** The entry of a code that the first table does not hold, bit by bit; 0 when there is none. */
export function findLong(huffman: Huffman, hold: number): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MAX_BITS; length += 1) {
    code |= (hold >>> (length - 1)) & 1;
    const count = huffman.counts[length] as number;
    if (code - count < first) return ((huffman.symbols[index + code - first] as number) << 4) | length;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return 0;
}

/** Codes are packed from their highest bit on, everything else from its lowest. */
function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit += 1) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
  return reversed;
}

function fixed(lengths: Uint8Array): Huffman {
  return buildHuffman(lengths, 'complete') as Huffman;
}

/** The codes of RFC 1951, 3.2.6. Symbols 286, 287 and distances 30, 31 have codes and no meaning. */
export const FIXED_LITERALS: Huffman = fixed(
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
export const FIXED_DISTANCES: Huffman = fixed(new Uint8Array(32).fill(5));
